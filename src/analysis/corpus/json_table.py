"""Articles in JSON: an array of objects, one object with a list of them, a single article, or one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from analysis.corpus.columns import map_columns, say_columns
from analysis.corpus.json_objects import Object, parse_object, read_objects
from analysis.corpus.lines import open_text, read_lines
from analysis.corpus.parts import LARGEST, Part
from analysis.corpus.record import Notes
from analysis.corpus.rows import RowReader, Rows
from analysis.settings.corpus_file import CorpusSettings

# Objects may leave out what they do not have.
_OPTIONAL = frozenset({"article_id", "title", "published", "label", "language", "byline"})
# The head of an object with single values and then a list of objects.
_VALUE = r'(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|[-+.\w]++)'
_LIST_OF_OBJECTS = re.compile(rf'\s*\{{\s*(?:{_VALUE}\s*:\s*{_VALUE}\s*,\s*)*+{_VALUE}\s*:\s*\[(?=\s*\{{)')
_LONGEST_HEAD = 10_000

Objects = Iterator[Object | ValueError]


def read_jsonl(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read JSON lines: one object a line; each is refused or used by itself. An array is read as by `read_json`.

    Parameters
    ----------
    part : Part
        The file.
    settings : CorpusSettings
        Encoding, columns and dates.
    notes : Notes
        Gets the encoding, and the columns of the first record.

    Yields
    ------
    Record or Refused
        One for each line that is not empty.

    Raises
    ------
    ValueError
        When the encoding cannot be told, or the file cannot be read on.
    """
    with open_text(part, settings.encoding, notes) as text:
        lines = ((number, line) for number, line in enumerate(read_lines(text), 1) if line is None or line.strip())
        first = list(islice(lines, 1))
        if not (first and (first[0][1] or "").lstrip().startswith("[")):
            yield from _use(_parsed(chain(first, lines)), part, settings, notes)
            return
    yield from read_json(part, settings, notes)


def _parsed(lines: Iterable[tuple[int, str | None]]) -> Iterator[tuple[int, Object | ValueError]]:
    for number, line in lines:
        try:
            if line is None:
                raise ValueError(f"longer than {LARGEST:,} characters")
            yield number, parse_object(line)
        except ValueError as error:
            yield number, error


def read_json(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a JSON file: an array of articles, an object that holds one list of them, an article, or one a line.

    Parameters
    ----------
    part, settings, notes
        As for `read_jsonl`.

    Yields
    ------
    Record or Refused
        One for each object; the line is its number.

    Raises
    ------
    ValueError
        When the encoding cannot be told, or the file cannot be read on.
    """
    yield from _use(enumerate(_objects(part, settings, notes), 1), part, settings, notes)


def _objects(part: Part, settings: CorpusSettings, notes: Notes) -> Objects:
    """Give the objects that should be articles: those of the list, where the first object only holds one."""
    with open_text(part, settings.encoding, notes) as text:
        objects = read_objects(text)
        first = next(objects, None)
        if isinstance(first, dict):
            yield from _inside(first, settings) or [first]
            yield from objects
            return
        head = _head(part, settings, notes) if first else 0
        if first and not head:
            yield first
            yield from objects
    if head:
        # Too long to be parsed whole, or broken somewhere: its list is cut like any other.
        with open_text(part, settings.encoding, notes) as text:
            text.read(head)
            yield from read_objects(text, opened=1)


def _inside(found: Object, settings: CorpusSettings) -> list[Object]:
    """Give the list of objects in an object that is no article itself, if there is just one."""
    lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    try:
        map_columns(list(found), settings.columns, _OPTIONAL)
    except ValueError:
        return lists[0] if len(lists) == 1 else []
    return []


def _head(part: Part, settings: CorpusSettings, notes: Notes) -> int:
    """Tell after how many characters the list of objects begins in an object that cannot be parsed; 0 without one."""
    with open_text(part, settings.encoding, notes) as text:
        match = _LIST_OF_OBJECTS.match(text.read(_LONGEST_HEAD))
        return match.end() if match else 0


def _use(
    objects: Iterator[tuple[int, Object | ValueError]], part: Part, settings: CorpusSettings, notes: Notes
) -> Rows:
    reader = RowReader(part, settings.date_format)
    keys: tuple[str, ...] = ()
    names: dict[str, str] = {}
    for line, found in objects:
        try:
            if isinstance(found, ValueError):
                raise found
            if tuple(found) != keys or not names:
                keys, names = tuple(found), {}
                names = map_columns(keys, settings.columns, _OPTIONAL)
        except ValueError as error:
            yield reader.refuse(line, str(error))
        else:
            notes.columns = notes.columns or say_columns(names)
            yield reader.record(found, names, line)
