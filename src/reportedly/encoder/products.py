"""Matrix products that stay on the thread that asks for them.

numpy's BLAS spreads a large product over all cores, and its threads wait for the next one in a busy loop. Reports are read side by
side, one to a core, so that help costs more than it gives: small products, one after the other, are never spread.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

# OpenBLAS takes one thread up to 4 x 65,536 multiplications in a product of matrices, 4 x 2,304 with a vector (interface/gemm.c, gemv.c).
_ALONE, _ALONE_VECTOR = 250_000, 9_000


def product(left: Floats, right: Floats) -> Floats:
    """``left @ right`` for left (..., k) and right (k, n) or (k,)."""
    rows = left.reshape(-1, left.shape[-1])
    wide = right.shape[1] if right.ndim == 2 else 1
    most = _ALONE if wide > 1 else _ALONE_VECTOR
    step = max(1, most // max(1, rows.shape[1] * wide))
    made = np.empty((len(rows), *right.shape[1:]), np.result_type(left, right))
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], right, out=made[start : start + step])
    return made.reshape(*left.shape[:-1], *right.shape[1:])
