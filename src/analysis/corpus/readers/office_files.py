"""Word and RTF files, the forms in which newspaper databases give articles today: their text by paragraphs."""

from __future__ import annotations

import io
import re
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any
from zipfile import ZipFile

from analysis.corpus.readers.article_rows import Notes, Rows
from analysis.corpus.readers.file_parts import MAX_RATIO, MAX_UNPACKED, TOO_LARGE, Part
from analysis.corpus.readers.text_reader import read_plain_text
from analysis.settings.settings_files import CorpusSettings

_RTF, _ZIP, _OLD = b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "open it in Word or LibreOffice and save it again as .docx"
# Bytes of the text of a file with its marks; the tree takes ten times as many.
_MAX_XML = 40_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}p": "\n", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
# What was moved away, and what is there twice for old programs.
_LEFT_OUT = (f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
# striprtf looks for these with patterns that take for ever on a hostile file; they are written so that it finds none,
# and the fonts, which say how letters are written, are listed anew.
_START, _FIELD, _FONTS = re.compile(r"\\rtf\d?"), re.compile(r"\\fldinst", re.IGNORECASE), re.compile(r"\\fonttbl")
# Cells are divided by tabs, as in text, and not by the bars of striprtf.
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_FONT = re.compile(r"\\f(\d{1,5})(?!\w)[^;{}]{0,100}?\\fcharset(\d{1,3})(?!\w)")
_MAX_FONTS, _HEAD = 1_000, 1_000_000


def read_office(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a Word or RTF file as the text file it could be saved as: one article, or those of an export.

    Raises
    ------
    ValueError
        When it is larger than 10 MB, damaged, protected or of another form, unpacks to too much, or the extra
        ``office`` is not installed.
    """
    if not _has_office():
        raise ValueError(".docx and .rtf need the packages of the extra office: pip install -e '.[office]'")
    data = part.read()
    # Databases give files of one form under the name of the other.
    if data.startswith(_RTF):
        text = _rtf_text(data)
    elif data.startswith(_ZIP):
        text = _docx_text(data)
    elif data.startswith(_OLD):
        raise ValueError(f"an old Word file or one with a password: {_SAVE_AGAIN}")
    else:
        raise ValueError(f"neither Word nor RTF: {_SAVE_AGAIN}")
    yield from read_plain_text(part, text)


@cache
def _has_office() -> bool:
    """Say whether the packages of the extra ``office`` are installed; they are imported only now, which takes time."""
    try:
        import_module("docx")
        import_module("striprtf.striprtf")
    except ImportError:
        return False
    return True


def _docx_text(data: bytes) -> str:
    damaged = f"the Word file is damaged: {_SAVE_AGAIN}"
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            sizes = {info.filename.lower(): info.file_size for info in archive.infolist()}
    # What is in a damaged archive may raise anything, and so may the package that reads it.
    except Exception as error:
        raise ValueError(damaged) from error
    # No more is unpacked from a member than it claims.
    if (total := sum(sizes.values())) > MAX_UNPACKED or total > max(MAX_RATIO * len(data), _MAX_XML):
        raise ValueError(TOO_LARGE)
    if any(size > _MAX_XML for name, size in sizes.items() if name.endswith((".xml", ".rels"))):
        raise ValueError(f"its text takes more than {_MAX_XML // 10**6} MB: save it in several files")
    try:
        body: Any = import_module("docx").Document(io.BytesIO(data)).element
    except Exception as error:
        raise ValueError(damaged) from error
    if body.getroottree().docinfo.doctype:
        raise ValueError(f"the Word file defines entities of its own: {_SAVE_AGAIN}")
    return _body_text(body)


def _body_text(body: Any) -> str:
    """Write the paragraphs, also of tables, boxes and changes that were inserted, a line each."""
    out: list[str] = []
    todo = [body]
    while todo:
        element = todo.pop()
        if element.tag in _LEFT_OUT:
            continue
        out.append(_BREAKS.get(element.tag, ""))
        if element.tag == f"{_W}t":
            out.append(element.text or "")
        todo += reversed(element)
    return "".join(out)


def _rtf_text(data: bytes) -> str:
    if not data.rstrip(b"\0 \t\r\n").endswith(b"}"):
        raise ValueError("the RTF file is cut off: copy or download it again")
    text = data.decode("latin-1")
    fonts = "".join(f"{{\\f{number}\\fcharset{charset} x;}}" for number, charset in _fonts(text))
    text = _FONTS.sub(r"\\colortbl", _FIELD.sub("\\\\fldinst\n", _CELL.sub(r"\\tab", text)))
    text = _START.sub(lambda match: f"{match[0]}{{\\fonttbl{fonts}}}", text, count=1)
    try:
        found = import_module("striprtf.striprtf").rtf_to_text(text, errors="replace")
    # The file may hold anything, and so may what is raised over it.
    except Exception as error:
        raise ValueError(f"the RTF file is damaged ({type(error).__name__}): {_SAVE_AGAIN}") from error
    # Signs beyond the first 65,536 are written in two halves.
    whole = str(found).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\t\n", "\n")


def _fonts(text: str) -> list[tuple[str, str]]:
    start = text.find("\\fonttbl", 0, _HEAD)
    if start < 0:
        return []
    return [(match[1], match[2]) for match in islice(_FONT.finditer(text, start, _HEAD), _MAX_FONTS)]
