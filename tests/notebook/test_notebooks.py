"""The worked notebooks: committed without what they print, they run from top to bottom and show what their words promise."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.notebook.pages import Page, is_harmless

nbformat = pytest.importorskip("nbformat", reason="needs reportedly[dev]: pip install 'reportedly[dev]'")
nbclient = pytest.importorskip("nbclient")

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SHOWN = {
    "one-report": ("a security official in Tripoli", "Al Qaţrūn", "drone strike", "denied"),
    "folder-to-table": ("contested", "Ubari", "event_date", "Map of"),
    "disputed-tolls": ("killed:", "representative", "known on", "Dune Watch"),
}


def outputs(notebook: Any) -> list[Any]:
    return [one for cell in notebook.cells if cell.cell_type == "code" for one in cell.outputs]


def test_there_are_three_and_each_is_checked() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_committed_without_outputs_and_says_that_its_reports_are_invented(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in raw["cells"] if cell["cell_type"] == "code"]
    assert code and all(cell["outputs"] == [] and cell["execution_count"] is None and cell["metadata"] == {} for cell in code)
    assert raw["cells"][0]["cell_type"] == "markdown" and "invented" in "".join(raw["cells"][0]["source"])
    nbformat.validate(nbformat.from_dict(raw))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_it_promises(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    shown = [one.data["text/html"] for one in outputs(notebook) if "text/html" in one.get("data", {})]
    displays = [html for html in shown if html.startswith('<div class="reportedly">')]
    assert displays
    for html in displays:
        is_harmless(Page(html))
    everything = " ".join(shown) + " ".join(one.get("text", "") + one.get("data", {}).get("text/plain", "") for one in outputs(notebook))
    assert [words for words in SHOWN[path.stem] if words not in everything] == []
    assert not [one for one in outputs(notebook) if one.output_type == "error" or one.get("name") == "stderr"]
