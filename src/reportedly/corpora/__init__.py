"""Readers of the corpora: each gives examples whose heads hold just what that corpus annotates."""
