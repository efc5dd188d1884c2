"""Read every article of a corpus, in one fixed order, and say what was read from each file.

A file is used or refused as a whole: none of its rows is given before it was read to its end without an error. To that
end the rows of a file are held until then; of a file with more than `MAX_HELD` characters they are dropped, and when
its end was reached without an error it is read a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BufferedReader

from analysis.corpus.readers.article_rows import ArticleRow, FileOutcome, Notes, RefusedRow, Rows, repair
from analysis.corpus.readers.csv_reader import holds_table, read_csv
from analysis.corpus.readers.file_parts import SPREADSHEET, Part, first_folder, make_part, zip_members
from analysis.corpus.readers.find_files import CorpusFile, open_ordinary
from analysis.corpus.readers.json_reader import read_json
from analysis.corpus.readers.office_files import read_office
from analysis.corpus.readers.parquet_reader import read_parquet
from analysis.corpus.readers.spreadsheets import read_spreadsheet, sheets_of
from analysis.corpus.readers.text_reader import read_text_file
from analysis.corpus.readers.web_archives import read_warc
from analysis.corpus.readers.web_pages import read_html
from analysis.settings.settings_files import CorpusSettings

MAX_HELD = 50_000_000
# What a row takes beside its text, in characters.
_ROW = 1000
# Rows between two reports of how far a file is read.
_ROWS_A_MOVE = 500

# By type. They refuse rows that cannot be used, and raise ValueError or OSError for the file.
_READERS: dict[str, Callable[[Part, CorpusSettings, Notes], Rows]] = {
    "txt": read_text_file,
    "csv": read_csv,
    "tsv": read_csv,
    "json": read_json,
    "jsonl": read_json,
    "parquet": read_parquet,
    SPREADSHEET: read_spreadsheet,
    "html": read_html,
    "docx": read_office,
    "rtf": read_office,
    "warc": read_warc,
}
_OTHER_NAMES = {"ndjson": "jsonl", "htm": "html", "tab": "tsv", "xlsm": SPREADSHEET}
_ONE_ARTICLE = {"txt", "html", "docx", "rtf"}
_SAVE_AS = {
    "doc": "old Word files are not read: save it as .docx",
    "pdf": "PDF files give no reliable text: export the articles as .docx, .rtf or text, or save their text as .txt",
    "odt": "OpenDocument files are not read: save it as .docx",
    "xls": "old Excel files are not read: save it as .xlsx or CSV",
    "ods": "OpenDocument tables are not read: save it as .xlsx or CSV",
}


class Reading:
    """How far files are read: ``moved`` hears how many bytes more; a file that is read twice counts twice."""

    def __init__(self, moved: Callable[[int], None] = lambda _: None) -> None:
        self._moved, self._size, self._before, self._at = moved, 0, 0, 0
        self._stream: BufferedReader | None = None

    @staticmethod
    def size(file: CorpusFile) -> int:
        """Give the bytes to read of a file."""
        with suppress(OSError):
            size = 0 if file.reason else file.path.stat().st_size
            return 2 * size if size > MAX_HELD // 4 else size
        return 0

    def begin(self, file: CorpusFile) -> Callable[[], BufferedReader]:
        """Count a file from now on; gives the function that opens it."""
        self._size, self._before, self._at, self._stream = self.size(file), 0, 0, None

        def opened() -> BufferedReader:
            self._stream = open_ordinary(file.path)
            return self._stream

        return opened

    def again(self) -> None:
        """Count the file that is read a second time."""
        self._before = self._size // 2

    def move(self, *, end: bool = False) -> None:
        """Tell how far the file is read, or that it is read to its end."""
        with suppress(OSError, ValueError):
            place = self._before + (self._stream.tell() if self._stream else 0)
            at = self._size if end else min(place, self._size)
            if at > self._at:
                self._moved(at - self._at)
                self._at = at


def read_articles(
    files: Iterable[CorpusFile], settings: CorpusSettings | None = None, reading: Reading | None = None
) -> Iterator[ArticleRow | RefusedRow | FileOutcome]:
    """Read every article of a corpus, in the order of the files and of the rows in them.

    After the rows of a file or of a member of an archive comes its outcome. Rows of one path have different lines. A
    file that cannot be read to its end is one `RefusedRow`.
    """
    settings, reading = settings or CorpusSettings(), reading or Reading()
    for file in files:
        for part in _parts_of(file, settings, reading.begin(file)):
            yield from _read_part(part, settings, reading)
        reading.move(end=True)


def _parts_of(file: CorpusFile, settings: CorpusSettings, opened: Callable[[], BufferedReader]) -> Iterator[Part]:
    """List what is read of a file: itself, or the members of an archive or sheets of a workbook by their paths."""
    path, folder = file.relative, first_folder(file.relative)
    try:
        if file.path.suffix.lower() == ".zip" and not file.reason:
            yield from zip_members(opened, path, folder)
            return
        part = make_part(path, folder, opened, 0 if file.reason else file.path.stat().st_size, file.reason)
        yield from sheets_of(part, settings) if _type_of(part) == SPREADSHEET and not file.reason else [part]
    except OSError as error:
        yield Part(path, folder, opened, reason=_reason(error))


def _read_part(
    part: Part, settings: CorpusSettings, reading: Reading
) -> Iterator[ArticleRow | RefusedRow | FileOutcome]:
    notes = Notes()
    articles = refused = repaired = line = 0
    try:
        for row in _whole(part, settings, notes, reading):
            line = max(line, row.line)
            if isinstance(row, ArticleRow):
                repaired_row = repair(row) if settings.repair else row
                articles += 1
                repaired += repaired_row != row
                yield repaired_row
            else:
                refused += 1
                yield row
        problem = "" if line else "no articles in it"
    except (OSError, ValueError) as error:
        problem = _reason(error) + _describe_guess(notes)
    if problem:
        refused += 1
        yield RefusedRow(part.path, line + 1, part.name if _type_of(part) in _ONE_ARTICLE else "", problem)
    yield FileOutcome(part.path, part.form, **vars(notes), articles=articles, refused=refused, repaired=repaired)


def _whole(part: Part, settings: CorpusSettings, notes: Notes, reading: Reading) -> Rows:
    """Give the rows of a part, if it can be read to its end."""
    reader = _READERS.get(_type_of(part))
    if part.reason or reader is None:
        raise ValueError(part.reason or _unsupported(part.form))
    if reader is read_text_file and holds_table(part, settings):
        reader = read_csv

    def rows() -> Rows:
        for number, row in enumerate(reader(part, settings, notes)):
            if number % _ROWS_A_MOVE == 0:
                reading.move()
            yield row

    held: list[ArticleRow | RefusedRow] = []
    size = 0
    for row in rows():
        size += _ROW + (len(row.text) if isinstance(row, ArticleRow) else 0)
        if size <= MAX_HELD:
            held.append(row)
        else:
            held.clear()
    if size <= MAX_HELD:
        yield from held
        return
    reading.again()
    yield from rows()


def _type_of(part: Part) -> str:
    ending = part.form.split(".")[0]
    return _OTHER_NAMES.get(ending, ending)


def _unsupported(form: str) -> str:
    if form in _SAVE_AS:
        return _SAVE_AS[form]
    file_type = f"file type .{form}" if form else "file without an ending"
    return f"unsupported {file_type}; supported, also compressed: {', '.join(_READERS)}"


def _describe_guess(notes: Notes) -> str:
    """Say of a file that is refused which encoding was guessed: names of columns read in another are not found."""
    if not notes.guessed:
        return ""
    told = f"; its encoding was guessed as {notes.encoding}"
    return f'{told}: if that is wrong, say --encoding NAME, in Python encoding="NAME"'


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be read: {error.strerror or error}" if isinstance(error, OSError) else str(error)
