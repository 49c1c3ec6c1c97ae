"""A checksum over a whole SQLite file, kept in its header where SQLite leaves room for programs.

The database file format (sqlite.org/fileformat2.html, section 1.3) has a user version at byte 60, which
holds the checksum of the file without it, and an application id at byte 68, which says whose file it is.
No part of a file needs a check of its own then: one that is read was whole when it was opened.
"""

from io import FileIO
from pathlib import Path
from zlib import crc32

APPLICATION = 0x556E6761
_MAGIC = b"SQLite format 3\0"
_AT, _BEHIND, _WHOSE, _HEAD = 60, 64, 68, 72
_CHUNK = 1 << 18


def close(path: Path) -> None:
    """Write the checksum into the file at *path*, to which nothing is written after."""
    with FileIO(path, "r+") as file:
        checksum = _checksum(file.read(_HEAD), file)
        file.seek(_AT)
        file.write(checksum)


def holds(path: Path) -> bool:
    """Return whether the file at *path* is one of this program's, and as it was when it was closed."""
    with FileIO(path) as file:
        head = file.read(_HEAD)
        return _is_ours(head) and head[_AT:_BEHIND] == _checksum(head, file)


def is_ours(path: Path) -> bool:
    """Return whether the file at *path* says that this program wrote it."""
    with FileIO(path) as file:
        return _is_ours(file.read(_HEAD))


def _is_ours(head: bytes) -> bool:
    return head.startswith(_MAGIC) and head[_WHOSE:] == APPLICATION.to_bytes(4)


def _checksum(head: bytes, rest: FileIO) -> bytes:
    """Return the checksum of a file that begins with *head*, without the one that stands in it, and its *rest*."""
    checksum = crc32(head[_BEHIND:], crc32(head[:_AT]))
    buffer = bytearray(_CHUNK)
    while size := rest.readinto(buffer):
        checksum = crc32(memoryview(buffer)[:size], checksum)
    return checksum.to_bytes(4)
