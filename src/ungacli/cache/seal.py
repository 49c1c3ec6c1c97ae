"""A checksum over a whole SQLite file, kept in its header where SQLite leaves room for programs.

The database file format (sqlite.org/fileformat2.html, section 1.3) has a user version at byte 60, which
holds the checksum of the file without it, and an application id at byte 68, which says whose file it is.
No part of a file needs a check of its own then: one that is read was whole when it was opened.
"""

from pathlib import Path
from zlib import crc32

APPLICATION = 0x556E6761
_MAGIC = b"SQLite format 3\0"
_AT, _BEHIND, _WHOSE = 60, 64, 68
_CHUNK = 1 << 18


def close(path: Path) -> None:
    """Write the checksum into the file at *path*, to which nothing is written after."""
    with path.open("r+b") as file:
        checksum = _checksum(path)
        file.seek(_AT)
        file.write(checksum)


def holds(path: Path) -> bool:
    """Return whether the file at *path* is one of this program's, and as it was when it was closed."""
    with path.open("rb") as file:
        head = file.read(_WHOSE + 4)
    return _is_ours(head) and head[_AT:_BEHIND] == _checksum(path)


def is_ours(path: Path) -> bool:
    """Return whether the file at *path* says that this program wrote it."""
    with path.open("rb") as file:
        return _is_ours(file.read(_WHOSE + 4))


def _is_ours(head: bytes) -> bool:
    return head.startswith(_MAGIC) and head[_WHOSE:] == APPLICATION.to_bytes(4)


def _checksum(path: Path) -> bytes:
    buffer = bytearray(_CHUNK)
    checksum, at = 0, 0
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(buffer):
            if at <= _AT < at + size:
                buffer[_AT - at : _BEHIND - at] = bytes(4)
            checksum = crc32(memoryview(buffer)[:size], checksum)
            at += size
    return checksum.to_bytes(4)
