"""Rich displays for notebooks: claim tables, marked passages, a small map and a time line, without a script or the network.

    %load_ext reportedly.notebook

in the first cell; from then on a reading, an answer of a record, or what ``record.show`` returns is shown so wherever it is a cell's last
value. ``html_of`` gives the same as text. Words keep the page's own ink and colours are laid over its ground, so that one display fits
light and dark. What a record withholds is withheld here too: its answers come without it.
"""

from typing import Any

from reportedly.notebook.displays import html_of, register
from reportedly.notebook.maps import map_svg
from reportedly.notebook.timelines import timeline_svg, toll_svg

__all__ = ["html_of", "load_ipython_extension", "map_svg", "register", "timeline_svg", "toll_svg"]


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext reportedly.notebook`` calls."""
    register(shell)
