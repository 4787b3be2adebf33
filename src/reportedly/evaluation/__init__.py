"""Scores of the reader against annotated corpora: one module per task, each with `run` and `shown`."""
