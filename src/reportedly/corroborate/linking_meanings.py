"""How near two trigger words are in meaning: by the words alone, and as the encoder reads them in their sentences."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from reportedly.encoder.output import Output

MEANINGS = "linking_meanings.npz"
PROJECTION = "linking_projection.npz"


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, NDArray[np.float32]]:
    """The vector of each stem, of length 1: MiniLM's word pieces, whitened and cut (``python -m training.linking``)."""
    with np.load(_opened(MEANINGS)) as file:
        vectors = file["vectors"].astype(np.float32)
        words = str(file["words"]).split(" ")
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return dict(zip(words, vectors, strict=True))


@lru_cache(maxsize=1)
def _projection() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    with np.load(_opened(PROJECTION)) as file:
        return file["mean"].astype(np.float32), file["axes"].astype(np.float32)


def _opened(name: str) -> BytesIO:
    return BytesIO(resources.files("reportedly.corroborate").joinpath("data", name).read_bytes())


@lru_cache(maxsize=1 << 16)
def alike(one: str, two: str) -> float | None:
    """The cosine of two stems' meanings, to two digits; None where one is not known."""
    meanings = _meanings()
    first, second = meanings.get(one), meanings.get(two)
    return None if first is None or second is None else round(float(first @ second), 2)


def trigger_vector(output: Output, start: int, end: int) -> bytes | None:
    """The words ``start`` to ``end`` of an encoded text as 8-bit numbers, for ``Linkable.vector``; None where no word lies there.

    The encoder's last layer, averaged over the words, on the axes in which triggers differ most, whitened.
    """
    inside = [number for number, (first, last) in enumerate(output.words) if first < end and start < last]
    if not inside:
        return None
    mean, axes = _projection()
    vector = (output.vectors[inside].astype(np.float32).mean(0) - mean) @ axes
    scaled: NDArray[np.int8] = np.round(127 * vector / max(float(np.abs(vector).max()), 1e-9)).astype(np.int8)
    return scaled.tobytes()
