import shutil
from pathlib import Path

import pytest

from reportedly.encoder.manifest import PACKAGED, load_manifest
from reportedly.encoder.session import Encoder
from reportedly.errors import ModelError


def copy_without(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for file in PACKAGED.iterdir():
        if file.name not in names:
            shutil.copyfile(file, folder / file.name)
    return folder


def test_the_packaged_model_is_whole_and_small_enough() -> None:
    manifest = load_manifest(PACKAGED)
    assert set(manifest.frames) == {"attribution", "event", "propbank"}
    assert (PACKAGED / "model.onnx").stat().st_size <= 40_000_000


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"There is no model in .*REPORTEDLY_MODEL"):
        Encoder(tmp_path / "nowhere")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lacks model\.onnx"):
        load_manifest(copy_without(tmp_path / "model", "model.onnx"))


def test_a_changed_file(tmp_path: Path) -> None:
    folder = copy_without(tmp_path / "model")
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="is not the file that the manifest names"):
        load_manifest(folder)


def test_a_broken_manifest(tmp_path: Path) -> None:
    folder = copy_without(tmp_path / "model")
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="can't be read"):
        load_manifest(folder)
