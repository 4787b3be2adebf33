"""The site: Sphinx, furo and MyST over the Markdown of this folder. `make docs` builds it into build/site, warnings as errors.

The pages are plain Markdown that a code host shows as well; what is made from code is put in by the directives of site_directives.py.
"""

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reportedly.version import __version__  # noqa: E402

project = "reportedly"
author = "The developers of reportedly"
copyright = "The developers of reportedly, Apache-2.0"
release = version = __version__
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "site_directives"]
exclude_patterns = ["_notebooks/.ipynb_checkpoints"]
root_doc = "index"
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_timeout = 180
nb_execution_raise_on_error = True
nb_merge_streams = True

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
add_module_names = False
python_use_unqualified_type_names = True
# Nothing is fetched while the site is built, so names of other libraries have no page to lead to.
nitpicky = False

html_theme = "furo"
html_title = f"reportedly {release}"
html_theme_options = {"navigation_with_keys": True}
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
highlight_language = "text"
smartquotes = False
pygments_style = "tango"
pygments_dark_style = "monokai"


def _notebooks() -> None:
    """The worked notebooks, which live beside the docs, copied to where Sphinx looks; they are run while the site is built."""
    made = HERE / "_notebooks"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for notebook in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
        shutil.copy(notebook, made / notebook.name)


_notebooks()
