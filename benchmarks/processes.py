"""Commands run as whole processes, as a person would start them, with the time and memory that each took."""

import compileall
import os
import platform
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

UNGACLI = str(Path(sysconfig.get_path("scripts"), "ungacli"))
# Linux counts in KiB, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


class Taken(NamedTuple):
    """What a process took: *seconds* from start to end, and the most *bytes* of memory, 0 where that is unknown.

    The memory is never less than that of the process that started it: 17 MiB.
    """

    seconds: float
    bytes: int


def compile_sources() -> None:
    """Compile all that is run: otherwise every start would do so where Python may not write."""
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2)
    compileall.compile_dir(Path(__file__).parents[1] / "src", quiet=2)


def environment(home: str | Path, **more: str) -> dict[str, str]:
    """Return an environment with *home* for home and cache folder, and *more*, without what most people do not set."""
    # What makes Python write or print otherwise than it does for most people would be measured too.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UNGACLI", "XDG_"))}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home), **more}


def run(command: Sequence[str], surroundings: dict[str, str]) -> Taken:
    """Return what *command* took, its output thrown away. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    memory = 0
    if sys.platform == "win32":
        code = process.wait()
    else:
        # Of this one process, and not the most of all before it.
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        memory = usage.ru_maxrss * _UNIT
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Taken(time.perf_counter() - start, memory)


def machine() -> str:
    """Return on which day, machine and versions this runs."""
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"{datetime.now(UTC):%Y-%m-%d}, {where}, Typer {version('typer')}, Rich {version('rich')}"
