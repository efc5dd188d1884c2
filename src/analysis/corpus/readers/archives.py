"""Members of a zip archive, read where they are: nothing is unpacked to disk, whatever path a member claims."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipExtFile, ZipFile, ZipInfo

from analysis.corpus.readers.article_rows import shown
from analysis.corpus.readers.file_parts import (
    MOST_TIMES,
    MOST_UNPACKED,
    UNPACKING_ERRORS,
    Open,
    Part,
    UnreadableError,
    first_folder,
    make_part,
    watch,
)
from analysis.corpus.readers.find_files import is_record_name

_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SIZE_FOLLOWS, _UTF_8 = 0x1, 0x8, 0x800
OpenMember = Callable[[ZipInfo], BinaryIO]


def read_members(opened: Open, path: str, folder: str) -> Iterator[Part]:
    """List the members of a zip archive.

    Parameters
    ----------
    opened : callable
        Opens the archive.
    path, folder : str
        Of the archive, as in `Part`.

    Yields
    ------
    Part
        One for each member that may hold records, by path; to be read before the next is asked for. An archive
        without its directory (cut off, damaged) is read from its beginning; where that ends stands a `Part` with the
        reason.
    """
    try:
        file = opened()
    except OSError as error:
        yield Part(path, folder, opened, None, f"cannot be read: {error.strerror}")
        return
    with file:
        size = file.seek(0, 2)
        listed, open_member = _directory(file)
        walked, lost = _walk(file)
        whole = listed is not None and len(listed) >= len(walked)
        infos, open_member = (listed, open_member) if listed and whole else (walked, partial(_open_at, file))
        some = False
        for part in _parts(infos, open_member, path, folder, size):
            some = True
            yield part
        if not whole or not some:
            yield Part(path, folder, opened, None, "no records in it" if whole else lost)


def _directory(file: BinaryIO) -> tuple[list[ZipInfo] | None, OpenMember]:
    """Read the directory at the end of an archive; None when it cannot be used."""
    try:
        archive = ZipFile(file)
        infos = archive.infolist()
        begins = []
        for info in infos:
            file.seek(info.header_offset)
            begins.append(file.read(4) == b"PK\x03\x04")
    except (*UNPACKING_ERRORS, struct.error):
        return None, partial(_open_at, file)
    return infos if any(begins) or not infos else None, cast(OpenMember, archive.open)


def _parts(infos: list[ZipInfo], open_member: OpenMember, path: str, folder: str, size: int) -> Iterator[Part]:
    members = sorted((shown(info.filename.replace("\\", "/")), i) for i, info in enumerate(infos))
    seen: set[str] = set()
    total = 0
    for name, i in members:
        info = infos[i]
        if (name.endswith("/") and not info.file_size) or not _may_hold_records(name):
            continue
        reason = _why_not_read(info, total, size)
        total += 0 if reason else info.file_size
        copy = 1
        while (own := _numbered(name, copy)) in seen:
            copy += 1
        seen.add(own)
        yield make_part(
            f"{path}/{own}",
            first_folder(name) or folder,
            partial(_open, open_member, info, size),
            info.file_size,
            reason,
        )


def _numbered(name: str, copy: int) -> str:
    """Tell members of one name apart: ``a.txt``, ``a (2).txt``."""
    folders, slash, last = name.rpartition("/")
    stem, dot, endings = last.partition(".")
    return name if copy == 1 else f"{folders}{slash}{stem} ({copy}){dot}{endings}"


def _open(open_member: OpenMember, info: ZipInfo, size: int) -> io.BufferedReader:
    try:
        return watch(open_member(info), min(info.compress_size, size))
    except UNPACKING_ERRORS as error:
        raise UnreadableError(f"the archive is damaged ({str(error) or type(error).__name__})") from error


def _may_hold_records(name: str) -> bool:
    *folders, last = name.rstrip("/").split("/")
    return is_record_name(last) and not any(part.startswith(".") and part not in (".", "..") for part in folders)


def _why_not_read(info: ZipInfo, total: int, size: int) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted: unpack the archive with its password"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link: put the file itself into the archive"
    if info.filename.lower().endswith(".zip"):
        return "an archive in an archive: unpack the outer one"
    # What a member claims is an upper bound: no more is unpacked from it.
    for unpacked, packed in ((info.file_size, min(info.compress_size, size)), (total + info.file_size, size)):
        if unpacked > MOST_UNPACKED and unpacked > MOST_TIMES * packed:
            return f"it unpacks to more than {MOST_TIMES} times its size: not read"
    return ""


def _walk(file: BinaryIO) -> tuple[list[ZipInfo], str]:
    """List members by the headers before them, and say why the last of them are not there."""
    infos: list[ZipInfo] = []
    at = 0
    while True:
        file.seek(at)
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size or head[:4] != b"PK\x03\x04":
            break
        _, _, flags, method, _, _, crc, packed, size, name, extra = _HEADER.unpack(head)
        if flags & _SIZE_FOLLOWS or packed == 0xFFFFFFFF:
            break
        written = file.read(name)
        info = ZipInfo(written.decode("utf-8" if flags & _UTF_8 else "cp437", "replace"))
        info.flag_bits, info.compress_type, info.CRC, info.compress_size, info.file_size = (
            flags, method, crc, packed, size,
        )  # fmt: skip
        info.header_offset = at + _HEADER.size + name + extra
        infos.append(info)
        at = info.header_offset + packed
    if head[:4] == b"PK\x01\x02":
        return infos, "the directory of the archive is damaged: files in it may be missing"
    where = f"after member {len(infos):,}" if infos else "at its beginning"
    return infos, f"the archive is cut off or damaged {where}: what comes then cannot be read"


def _open_at(file: BinaryIO, info: ZipInfo) -> BinaryIO:
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableError("it is packed by a method that is not known")
    file.seek(info.header_offset)
    return cast(BinaryIO, ZipExtFile(file, "r", info))
