"""What is inside files that are not plain text: the chunks of a PNG, the members of an archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"


def png_chunks(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Give offset, kind and content of each chunk of a PNG (PNG specification, 5.3); nothing for other files."""
    position = len(_PNG) if content.startswith(_PNG) else len(content)
    while position + 12 <= len(content):
        length = int.from_bytes(content[position : position + 4])
        kind = content[position + 4 : position + 8].decode("latin-1")
        yield position, kind, content[position + 8 : position + 8 + length]
        position += 12 + length


def members(content: bytes) -> dict[str, bytes]:
    """Unpack a zip archive (``.npz`` is one) into memory, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def member_times(content: bytes) -> list[tuple[int, int, int, int, int, int]]:
    """List the times that the members of a zip archive bear."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [member.date_time for member in archive.infolist()]
