"""A Dask cluster of real processes on this machine, as an operator would start one by hand."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.folders import PROJECT

SETTINGS = PROJECT / "deploy" / "dask"


class Cluster:
    """A scheduler and its workers, each with a nanny that starts it anew; ended by ``close``.

    Its settings are those of ``deploy/dask``, or Dask's own where ``as_it_comes``.
    """

    def __init__(self, folder: Path, workers: int = 2, memory: str = "500MB", *, as_it_comes: bool = False) -> None:
        self._folder, self._workers, self._memory = folder, workers, memory
        self._file = folder / "scheduler.json"
        self._quiet = {
            "DASK_LOGGING__DISTRIBUTED": "critical", "DASK_DISTRIBUTED__ADMIN__LOG_FORMAT": "%(message)s",
            "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "0.9", "DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE": "False",
            "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False", "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }  # fmt: skip
        if not as_it_comes:
            self._quiet["DASK_CONFIG"] = str(SETTINGS)
        self.scheduler = self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._wait_for_address()
        self.workers = self._start_workers()

    def _start(self, module: str, *options: str) -> "subprocess.Popen[bytes]":
        paths = os.pathsep.join([str(PROJECT), *(path for path in sys.path if path)])
        return subprocess.Popen(
            [sys.executable, "-m", module, *options, "--scheduler-file", str(self._file), "--no-dashboard"]
            if module.endswith("scheduler")
            else [sys.executable, "-m", module, *options],
            env={**os.environ, "PYTHONPATH": paths, **self._quiet}, cwd=self._folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def _start_workers(self) -> "subprocess.Popen[bytes]":
        return self._start(
            "distributed.cli.dask_worker", self.address, "--nworkers", str(self._workers), "--nthreads", "1", "--no-dashboard",
            "--host", "127.0.0.1",
            "--memory-limit", self._memory, "--local-directory", str(self._folder), "--death-timeout", "30",
        )  # fmt: skip

    def _wait_for_address(self) -> str:
        ends = time.monotonic() + 40
        while time.monotonic() < ends:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        raise AssertionError("no scheduler came up")

    def processes(self) -> list[int]:
        """The process ids of the workers themselves (not of their nannies)."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.workers.pid)], capture_output=True, text=True, check=False)
        found = []
        for word in listed.stdout.split():
            command = Path(f"/proc/{word}/cmdline")
            if command.exists() and b"spawn_main" in command.read_bytes():
                found.append(int(word))
        return found

    def mend(self) -> None:
        """Start the workers anew where their nannies have ended too, as what supervises a cluster would."""
        if self.workers.poll() is not None:
            self.workers = self._start_workers()

    def kill_scheduler(self) -> None:
        """End the scheduler and its workers, as with the machine they ran on."""
        for one in (self.scheduler, self.workers):
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()

    def start_again(self) -> None:
        """A scheduler at the same address, with new workers."""
        port = self.address.rpartition(":")[2]
        self._file.unlink(missing_ok=True)
        self.scheduler = self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port)
        self._wait_for_address()
        self.workers = self._start_workers()

    def close(self) -> None:
        """End them all."""
        for one in (self.workers, self.scheduler):
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
                one.wait()
