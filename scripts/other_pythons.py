"""Run the tests, and only them, on every other Python from 3.11 on that this machine has, one per minor version."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MINORS = range(11, 20)
_PROBE = """\
import ensurepip, sys, venv
if sys.implementation.name == "cpython" and sys.version_info.releaselevel == "final":
    print(*sys.version_info[:2])
"""


def main() -> int:
    """Run the tests on each interpreter in turn and return 1 if they failed on any."""
    failed = []
    for minor, python in other_pythons().items():
        print(f"$ tests on Python 3.{minor} ({python})", flush=True)
        if not _tests_pass(python):
            failed.append(f"3.{minor}")
    for version in failed:
        print(f"failed: the tests on Python {version}")
    return 1 if failed else 0


def other_pythons() -> dict[int, str]:
    """Return the interpreters by their minor version, without the version that runs this script.

    A name that does not start a released CPython with `venv` (such as pyenv's shim of an inactive version) is skipped.
    """
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [path for minor in MINORS if (path := shutil.which(f"python3.{minor}"))]
    interpreters: dict[int, str] = {}
    for python in [*named, *map(str, sorted(pyenv.glob("3.*/bin/python3")))]:
        version = _version(python)
        if version is not None and version[0] == 3 and version[1] in MINORS:
            interpreters.setdefault(version[1], python)
    interpreters.pop(sys.version_info.minor, None)
    return dict(sorted(interpreters.items()))


def _version(python: str) -> tuple[int, int] | None:
    try:
        answer = subprocess.run([python, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor = answer.stdout.split() or (0, 0)
    return int(major), int(minor)


def _tests_pass(python: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder, "Scripts" if os.name == "nt" else "bin", "python")
        commands = (
            (python, "-m", "venv", folder),
            (str(inside), "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[dev]"),
            (str(inside), "-m", "pytest", "--quiet", "-p", "no:cacheprovider"),
        )
        return all(subprocess.run(command, cwd=ROOT, check=False).returncode == 0 for command in commands)


if __name__ == "__main__":
    sys.exit(main())
