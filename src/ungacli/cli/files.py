"""Files that are written whole or not at all, and never over somebody else's."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ungacli.errors import DataError, reason


def place_of_file(name: str, output: str | None) -> Path:
    """Return where a file called *name* goes: into the current folder, into *output* or to it."""
    path = Path(output or name)
    return path / name if output and (output.endswith(("/", os.sep)) or path.is_dir()) else path


def write_files(files: Mapping[Path, bytes], *, force: bool, new_folder: Path | None = None) -> list[Path]:
    """Write *files* and return those that did not stand there already with the same content.

    Each goes to a temporary file beside its place first, so that either all are written or none.
    *new_folder* is made if it is not there. Raises DataError if a folder is missing or cannot be
    written to, and if other content stands in the place of a file and *force* is not set.
    """
    path = new_folder or Path()
    temporaries: dict[Path, Path] = {}
    try:
        changed = [path for path, content in files.items() if not _holds(path, content)]
        if (taken := [path for path in changed if path.is_file()]) and not force:
            which = f"{taken[0]} and {len(taken) - 1} more are" if len(taken) > 1 else f"{taken[0]} is"
            hint = "--force replaces what is there, -o names another place"
            raise DataError(f"{which} there already with other content", hint=hint)
        if new_folder and not new_folder.is_dir():
            new_folder.mkdir()
        for path in changed:
            if path.exists() and not path.is_file():
                path.write_bytes(files[path])  # A device or a pipe, which nothing can take the place of.
            else:
                temporaries[path] = _write_beside(path.resolve(), files[path])
        for path, temporary in temporaries.items():
            temporary.replace(path.resolve())
    except FileNotFoundError:
        raise DataError(f"cannot write {path}: there is no folder {path.parent}", hint="make it first") from None
    except OSError as error:
        raise DataError(f"cannot write {path}: {reason(error)}", hint="-o names another place") from None
    finally:
        for temporary in temporaries.values():
            temporary.unlink(missing_ok=True)
    return changed


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
    except OSError:
        temporary.unlink()
        raise
    return temporary


def _umask() -> int:
    # There is no way to look at it without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
