"""Articles in JSON: an array of objects, one object with a list of them, a single article, or one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from analysis.corpus.readers.article_rows import Notes
from analysis.corpus.readers.column_names import map_columns, say_columns
from analysis.corpus.readers.file_parts import LARGEST, Part
from analysis.corpus.readers.json_objects import VALUE, Object, object_or_reason, read_objects
from analysis.corpus.readers.lines import read_lines, read_text
from analysis.corpus.readers.rows import RowReader, Rows
from analysis.settings.settings_files import CorpusSettings

# Objects may leave out what they do not have.
_OPTIONAL = frozenset({"article_id", "title", "published", "label", "language", "byline"})
# The head of an object with single values and then a list of objects.
_LIST_OF_OBJECTS = re.compile(rf"\s*\{{\s*(?:{VALUE}\s*:\s*{VALUE}\s*,\s*)*+{VALUE}\s*:\s*\[(?=\s*\{{)")
_LONGEST_HEAD = 10_000

Objects = Iterator[Object | str]


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
    pieces = read_text(part, settings.encoding, notes)
    first = next(pieces, "")
    if first.lstrip().startswith("["):
        yield from read_json(part, settings, notes)
        return
    numbered = enumerate(read_lines(chain([first], pieces)), 1)
    objects = (
        (number, f"longer than {LARGEST:,} characters" if line is None else object_or_reason(line))
        for number, line in numbered
        if line is None or line.strip()
    )
    yield from _use(objects, part, settings, notes)


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
    objects = read_objects(read_text(part, settings.encoding, notes))
    first = next(objects, None)
    if isinstance(first, dict):
        yield from _inside(first, settings) or [first]
    elif first:
        # Too long to be parsed as one, or broken somewhere: its list, if it has one, is cut like any other.
        pieces = read_text(part, settings.encoding, notes)
        head = next(pieces, "")
        if match := _LIST_OF_OBJECTS.match(head[:_LONGEST_HEAD]):
            objects = read_objects(chain([head[match.end() :]], pieces), opened=1)
        else:
            yield first
    yield from objects


def _inside(found: Object, settings: CorpusSettings) -> list[Object]:
    """Give the list of objects in an object that is no article itself, if there is just one."""
    lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    try:
        map_columns(list(found), settings.columns, _OPTIONAL)
    except ValueError:
        return lists[0] if len(lists) == 1 else []
    return []


def _use(objects: Iterator[tuple[int, Object | str]], part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    reader = RowReader(part, settings.date_format)
    keys: tuple[str, ...] = ()
    names: dict[str, str] = {}
    for line, found in objects:
        if isinstance(found, str):
            yield reader.refuse(line, found)
            continue
        try:
            if tuple(found) != keys or not names:
                keys, names = tuple(found), {}
                names = map_columns(keys, settings.columns, _OPTIONAL)
        except ValueError as error:
            yield reader.refuse(line, str(error))
        else:
            notes.columns = notes.columns or say_columns(names)
            yield reader.record(found, names, line)
