"""What is behind an address, fetched with care for who runs it, and kept as the WARC that proves it."""
