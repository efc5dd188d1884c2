"""Articles in JSON: an array of objects, an object that holds one, a table as pandas writes it, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from analysis.corpus.readers.article_rows import Notes, RowReader, Rows
from analysis.corpus.readers.column_names import USUAL_NAMES, describe_columns, map_columns
from analysis.corpus.readers.encodings import decode, open_text, read_lines
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.corpus.readers.json_articles import Ambiguous, Object, find_articles, flatten
from analysis.settings.settings_files import CorpusSettings

# Bytes of a file that is parsed as a whole, which takes up to ten times as many of memory.
MAX_WHOLE = 100_000_000
# Objects of one file differ in their optional keys: so many sets of keys are remembered.
_MAX_KINDS = 1000

NumberedLine = tuple[int, str | None]


def _each_key_once(pairs: list[tuple[str, object]]) -> Object:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Ambiguous(found)


# Whole numbers stay the text they are, so that an id may have any length.
_DECODER = json.JSONDecoder(object_pairs_hook=_each_key_once, parse_int=str)


def read_json(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read the objects of a file as articles.

    In JSON lines (and in a ``.json`` file with an object in each line) a line that is broken is refused by itself; any
    other file is parsed as a whole, and the line of a row is then its number. Notes get the columns of all
    objects that can be used, the first name of each.

    Raises
    ------
    ValueError
        When the encoding cannot be found, the file cannot be read to its end, or it is not JSON or too large.
    """
    lines = _numbered_lines(part, settings, notes)
    first = list(islice(lines, 2))
    objects: Iterable[tuple[int, Object | str]]
    if _holds_lines(part.form, first):
        objects = ((number, _parse_line(line)) for number, line in chain(first, lines))
    else:
        objects = enumerate(map(_object_or_reason, _parse_whole(part, settings) if first else []), 1)
    reader = RowReader(part, settings.date_format)
    known: dict[tuple[str, ...], dict[str, str] | str] = {}
    used: dict[str, str] = {}
    # Whether the column is used in some object.
    seen: dict[str, bool] = {}
    for line, found in objects:
        if isinstance(found, str):
            yield reader.refuse(line, found)
            continue
        row = flatten(found)
        keys = tuple(row)
        if keys not in known:
            if len(known) == _MAX_KINDS:
                known.clear()
            known[keys] = mapped = _map_or_reason(keys, settings)
            if isinstance(mapped, dict) and len(seen) < _MAX_KINDS:
                used = {ours: name for ours in USUAL_NAMES if (name := used.get(ours) or mapped.get(ours))}
                seen |= dict.fromkeys(keys, False) | seen | dict.fromkeys(mapped.values(), True)
                notes.columns = describe_columns(used, [name for name in seen if not seen[name]])
        names = known[keys]
        if isinstance(names, str):
            yield reader.refuse(line, names)
        else:
            yield reader.read(row, names, line)


def _map_or_reason(keys: tuple[str, ...], settings: CorpusSettings) -> dict[str, str] | str:
    try:
        return map_columns(keys, settings.columns)
    except ValueError as error:
        return str(error)


def _numbered_lines(part: Part, settings: CorpusSettings, notes: Notes) -> Iterable[NumberedLine]:
    lines = enumerate(read_lines(open_text(part, settings.encoding, notes)()), 1)
    return ((number, line) for number, line in lines if line is None or line.strip())


def _holds_lines(form: str, first: Sequence[NumberedLine]) -> bool:
    """Say whether a file that begins with these lines has one object in each."""
    if form.startswith("json") and not form.startswith("jsonl"):
        return len(first) > 1 and isinstance(_parse_line(first[0][1]), dict)
    return not (first and (first[0][1] or "").lstrip().startswith("["))


def _parse_line(line: str | None) -> Object | str:
    """Parse one object, or say why there is none."""
    if line is None:
        return f"longer than {MAX_LENGTH:,} characters"
    try:
        return _object_or_reason(_parse(line))
    except ValueError as error:
        return str(error)


def _parse_whole(part: Part, settings: CorpusSettings) -> list[object]:
    """Parse a file and give what should be articles."""
    data = bytearray()
    for chunk in part.chunks():
        data += chunk
        if len(data) > MAX_WHOLE:
            raise ValueError(f"larger than {MAX_WHOLE // 10**6} MB: save it as JSON lines (.jsonl), one article a line")
    return find_articles(_parse(decode(data, settings.encoding)[0]), settings.columns)


def _parse(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("not usable JSON: nested too deeply") from error
    except json.JSONDecodeError as error:
        line = f"line {error.lineno:,}, " if error.lineno > 1 else ""
        raise ValueError(f"not JSON at {line}character {error.colno:,}: {error.msg}") from error


def _object_or_reason(found: object) -> Object | str:
    if isinstance(found, Ambiguous):
        return "a key is used twice in the object"
    return found if isinstance(found, dict) else "not a JSON object"
