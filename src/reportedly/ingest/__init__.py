"""Readers: files, pages, JSON lines and plain text in, Reports out, or a reason why not."""
