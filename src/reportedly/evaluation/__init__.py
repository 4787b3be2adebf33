"""Scores of the reader against annotated corpora, for users (``reportedly evaluate``) and for the benchmarks page.

One module per task. To add a set:

1. Write ``evaluation/NAME.py`` with ``run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict`` and
   ``shown(figures) -> str``. Where the corpus has several parts, ``run`` takes ``part: str = "dev"`` as well. Check with
   ``command.needed`` that the files are there, take the reader from ``command.reader_of(model)`` and reports from
   ``command.report_of``. Count with ``measures.Tally``, one ``add`` or ``count`` per document: its ``figures()`` then hold the
   interval (``low``, ``high``); any other figure gets one from ``bootstrap.interval``. A key ``errors`` may hold lines that
   say what was wrong and show the words around it.
2. Enter it in ``sets.SETS``, with what is gold and what is predicted.
3. Name the figures that belong on the benchmarks page, with their bars and published figures, in ``benchmarks/page.yaml``.
   A set that is not in that file gets a row for each F1 of its figures.
"""
