"""The peak memory of this process."""

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_bytes() -> int:
    """The largest resident size that this program has had, in bytes.

    Linux tells it in /proc; ``ru_maxrss`` there also counts the process that started this one, before the program took its place.
    """
    if _STATUS.exists():
        high = re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
        if high:
            return int(high[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
