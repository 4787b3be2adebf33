"""Codebooks: event types as data, the lexicon that names them, and how they are read."""
