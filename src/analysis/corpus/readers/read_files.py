"""Read every record of a corpus, in one fixed order, and say what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from analysis.corpus.cleaning.clean_article import repair
from analysis.corpus.readers.archives import read_members
from analysis.corpus.readers.article_rows import FileRead, Notes, Record, Refused
from analysis.corpus.readers.csv_reader import read_csv
from analysis.corpus.readers.file_parts import Part, first_folder, make_part
from analysis.corpus.readers.find_files import CorpusFile, open_ordinary
from analysis.corpus.readers.json_reader import read_json, read_jsonl
from analysis.corpus.readers.parquet_reader import read_parquet
from analysis.corpus.readers.rows import Rows
from analysis.corpus.readers.text_reader import read_text_file, read_whole
from analysis.corpus.readers.web_archives import read_warc
from analysis.corpus.readers.web_pages import read_html
from analysis.settings.settings_files import CorpusSettings


def _read_page(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    yield read_html(read_whole(part), part.path, part.folder)


def _read_pages(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    with part.open() as stream:
        yield from read_warc(stream, part.path)


# Readers by form. They refuse what they cannot use, and raise ValueError or OSError where they cannot go on.
_READERS: dict[str, Callable[[Part, CorpusSettings, Notes], Rows]] = {
    "txt": read_text_file,
    "csv": read_csv,
    "tsv": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "html": _read_page,
    "warc": _read_pages,
}
_OTHER_NAMES = {"ndjson": "jsonl", "htm": "html"}


def read_records(
    files: Iterable[CorpusFile], settings: CorpusSettings | None = None
) -> Iterator[Record | Refused | FileRead]:
    """Read every record of a corpus.

    Parameters
    ----------
    files : iterable of CorpusFile
        As `find_files` gives them.
    settings : CorpusSettings, optional
        How to read them: ``columns``, ``encoding``, ``date_format``, ``repair``.

    Yields
    ------
    Record, Refused or FileRead
        Records in the order of the files and of the lines in them; after those of a file, or of a member of an
        archive, what became of it: its records and refusals are all that was found in it. Records and refusals of a
        path have different lines. A file that cannot be used is one `Refused`.
    """
    settings = settings or CorpusSettings()
    for file in files:
        for part in _parts_of(file):
            yield from _read_part(part, settings)


def _parts_of(file: CorpusFile) -> Iterator[Part]:
    """List what is to be read in a file: itself, or the members of an archive in the order of their paths."""
    path, folder, opened = file.relative, first_folder(file.relative), partial(open_ordinary, file.path)
    try:
        size = 0 if file.reason else file.path.stat().st_size
    except OSError as error:
        yield Part(path, folder, opened, None, f"cannot be read: {error.strerror}")
        return
    if file.reason or file.path.suffix.lower() != ".zip":
        yield make_part(path, folder, opened, size, file.reason)
    else:
        yield from read_members(opened, path, folder)


def _read_part(part: Part, settings: CorpusSettings) -> Iterator[Record | Refused | FileRead]:
    notes = Notes()
    records = refused = repaired = 0
    for found in _found_in(part, settings, notes):
        if isinstance(found, Refused):
            refused += 1
            yield found
            continue
        mended = repair(found) if settings.repair else found
        records += 1
        repaired += mended != found
        yield mended
    if not records + refused:
        refused = 1
        yield Refused(part.path, 1, "", "no records in it")
    yield FileRead(part.path, part.form, notes.encoding, notes.guessed, notes.columns, records, refused, repaired)


def _found_in(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    form = part.form.split(".")[0]
    reader = _READERS.get(_OTHER_NAMES.get(form, form))
    if part.reason or reader is None:
        yield Refused(part.path, 1, "", part.reason or _not_read(part.form))
        return
    line = 0
    try:
        for found in reader(part, settings, notes):
            line = max(line, found.line)
            yield found
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Refused(part.path, line + 1, "", f"cannot be read from here on: {reason}" if line else reason)


def _not_read(form: str) -> str:
    forms = ", ".join(_READERS)
    return f"the form {f'.{form}' if form else 'without an ending'} is not read ({forms} are, packed or not)"
