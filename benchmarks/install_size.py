"""How large `pip install reportedly` is: what comes over the network, and what then lies on the disk, library by library.

    python -m benchmarks.install_size [EXTRA...]

A wheel of this tree is built and installed into a fresh environment in a temporary folder, with what it asks for. Extras are added where
they are named. Ends with 1 where the core, without extras, asks for more than DIRECT libraries or its download is larger than MEGABYTES.
Sizes are in millions of bytes; on the disk, those of the files, without compiled bytecode, pip and setuptools.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

from benchmarks.folders import PROJECT

MEGABYTES, DIRECT = 150, 15
_TOOLS = {"pip", "setuptools", "wheel"}


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-3000:]}")


def installed(folder: Path, extras: list[str]) -> tuple[dict[str, int], list[tuple[str, str, int]]]:
    """Bytes of each file that was downloaded, and name, version and bytes on the disk of each library, the largest first."""
    python, wheels = str(folder / "env" / "bin" / "python"), folder / "wheels"
    named = f"reportedly[{','.join(extras)}]" if extras else "reportedly"
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder / "own"), str(PROJECT))
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(wheels), "--find-links", str(folder / "own"), named)
    _run(sys.executable, "-m", "venv", str(folder / "env"))
    _run(python, "-m", "pip", "install", "--quiet", "--no-compile", "--no-index", "--find-links", str(wheels), named)
    [site] = (folder / "env" / "lib").glob("python*/site-packages")
    found = [
        (one.name, one.version, _size(one)) for one in distributions(path=[str(site)]) if one.name.lower() not in _TOOLS
    ]  # fmt: skip
    return {path.name: path.stat().st_size for path in wheels.iterdir()}, sorted(found, key=lambda one: -one[2])


def _size(library: Distribution) -> int:
    paths = (Path(str(library.locate_file(file))) for file in library.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc")


def main() -> int:
    """Install, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("extras", nargs="*", metavar="EXTRA", help="extras to add, for example formats fetch")
    options = parser.parse_args()
    direct = len(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])
    with tempfile.TemporaryDirectory() as folder:
        downloaded, libraries = installed(Path(folder), options.extras)
    over_network, on_disk = sum(downloaded.values()) / 1e6, sum(size for *_, size in libraries) / 1e6
    print("| library | version | MB on the disk |\n|---|---|---|")
    for name, version, size in libraries[:12]:
        print(f"| {name} | {version} | {size / 1e6:.1f} |")
    rest = libraries[12:]
    print(f"| {len(rest)} more | | {sum(size for *_, size in rest) / 1e6:.1f} |\n")
    own = next(size for name, size in downloaded.items() if name.startswith("reportedly-")) / 1e6
    print(
        f"Downloaded: {over_network:.0f} MB, of which {own:.0f} MB are this package with its model. On the disk: {on_disk:.0f} MB. "
        f"{len(libraries)} libraries, {direct} of them asked for directly."
    )
    return int(not options.extras and (over_network > MEGABYTES or direct > DIRECT))


if __name__ == "__main__":
    sys.exit(main())
