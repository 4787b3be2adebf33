"""The same pipeline on many machines: shards are read by workers of an engine, and stored in a dataset (``reportedly.dataset``)."""
