"""The model folder: model.onnx, tokenizer.json and the manifest that names their labels and hashes."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from reportedly.encoder.tokens import SHAPES
from reportedly.errors import ModelError

FORMAT = 1
PACKAGED = Path(__file__).parent / "model"
_CURE = "Install reportedly again, or give another model folder (REPORTEDLY_MODEL or model = in reportedly.toml)."


class Manifest(Struct, frozen=True):
    """What a model folder says of itself."""

    format: int
    heads: dict[str, tuple[str, ...]]
    frames: dict[str, tuple[str, ...]]
    transitions: dict[str, tuple[tuple[float, ...], ...]]
    shapes: tuple[str, ...]
    outputs: tuple[str, ...]
    sha256: dict[str, str]


def load_manifest(folder: Path) -> Manifest:
    """Read and check a model folder; raises ModelError where a file is missing or is not the one the manifest names."""
    file = folder / "manifest.json"
    if not file.is_file():
        raise ModelError(f"There is no model in {folder}.", _CURE)
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except msgspec.DecodeError as error:
        raise ModelError(f"The model's manifest {file} can't be read: {error}.", _CURE) from error
    if manifest.format != FORMAT or manifest.shapes != SHAPES:
        raise ModelError(f"The model in {folder} was made for another version of reportedly.", _CURE)
    for name, expected in manifest.sha256.items():
        part = folder / name
        if not part.is_file():
            raise ModelError(f"The model in {folder} lacks {name}.", _CURE)
        if hashlib.sha256(part.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{part} is not the file that the manifest names.", _CURE)
    return manifest
