"""What a page shows of a table: the rows and columns a reader wants, in words; the CSV file has all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.report.templating import linked
from analysis.tables import Table, find
from analysis.vocabulary import SHOWN
from analysis.wording import BLANK, number, one_line, percent, plural

MISSING = "–"
# Names that say little to a reader.
_PLAIN = {
    "article_share": "share of articles",
    "body_count": "uses in texts",
    "count": "uses",
    "duplicate_share": "share of copies",
    "g2": "G²",
    "headline_count": "uses in headlines",
    "log_dice": "logDice",
    "published": "date",
    "tier": "how sure",
    "within_topics": "subject or style",
}
_MAX_COLUMNS = 8
# Names for programs; a page shows them where nothing else names the row.
_IDS = {"article_id", "article_ids", "path", "group", "examples"}
# The address is a link at the first of these that is shown.
_URL, _LINKED = "url", ("title", "article_id", "sentence")
# Letters up to which the cells of a column stay on one line, and from which the longest is given room.
_SHORT, _LONG = 12, 40
# What is shown of a DataFrame that a cell ends with, and of each of its values.
_FRAME_ROWS, _FRAME_COLUMNS, _FRAME_LETTERS = 10, 12, 2000

# Where an object is in memory differs from run to run.
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def table_values(table: pd.DataFrame, name: str, caption: str, rows: int, csv: str) -> dict[str, Any]:
    """Prepare a table for its template.

    Left to the CSV file are rows after the first, columns that are empty in these, ids beside a title, keys of terms
    that are shown as they are written, and what is too wide. The ends of an interval, and how many there are of all,
    are written behind the value; titles (or else ids, or sentences) are links to the addresses in ``url``. ``csv`` is
    the relative path of the whole table, "" for none.
    """
    declared = find(name)
    known = {column.name: column for column in declared.columns} if declared else {}
    top = table.head(rows)
    names = top.columns.tolist()
    ends = {column: pair for column in names if (pair := _ends(top, names, column))}
    totals = {column: total for column in names if (total := f"all_{column}") in top}
    behind = {end for pair in ends.values() for end in pair} | {*totals.values()}
    kept = _for_readers(top, declared, behind)[:_MAX_COLUMNS]
    columns, cells = [], []
    for column in kept:
        about = known.get(column)
        unit = about.unit if about else ""
        words = cell_words(top[column], unit)
        if column in ends:
            words = _with_intervals(words, *(cell_words(top[end], unit) for end in ends[column]))
        if column in totals:
            words = [f"{part} of {all_}" for part, all_ in zip(words, cell_words(top[totals[column]]), strict=True)]
        heading = (about.heading if about else "") or heading_words(str(column))
        columns.append(
            {
                "heading": f"{heading} (interval)" if column in ends else heading,
                "unit": unit,
                "class": _class(top[column], words, column in ends),
            }
        )
        cells.append(words)
    texts = [i for i, column in enumerate(columns) if not column["class"] and _longest(cells[i]) > _LONG]
    if texts:
        columns[max(texts, key=lambda i: _longest(cells[i]))]["class"] = "long"
    cells[0] = [cell or BLANK for cell in cells[0]]
    named = next((name for name in _LINKED if name in kept), "")
    if declared and named and _URL in top:
        at = kept.index(named)
        cells[at] = list(map(linked, cells[at], top[_URL]))
    n_shown = len(kept) + 2 * len(ends.keys() & {*kept}) + len(totals.keys() & {*kept})
    return {
        "name": name,
        "caption": caption,
        "columns": columns,
        "rows": list(zip(*cells, strict=True)),
        "rest": _rest(len(table), len(top), table.shape[1] - n_shown, csv),
        "declared": declared,
        "meanings_of": [known[column] for column in table if column in known],
        "csv": csv,
    }


def frame_values(table: pd.DataFrame) -> dict[str, Any]:
    """Prepare a DataFrame that a cell ends with: its first rows and columns under their own names.

    An index that only numbers the rows is left out.
    """
    top = table.head(_FRAME_ROWS)
    shown = [(column_name(name), top.iloc[:, i]) for i, name in enumerate(top.columns[:_FRAME_COLUMNS])]
    if top.index.names != [None] or not pd.api.types.is_integer_dtype(top.index):
        levels = [top.index.get_level_values(i) for i in range(top.index.nlevels)]
        shown = [
            ("" if level.name is None else column_name(level.name), pd.Series(level.array, dtype=level.dtype))
            for level in levels
        ] + shown
    cells = [cell_words(_short_values(column)) for _, column in shown]
    columns = [
        {"heading": heading, "unit": "", "class": _class(column, words, has_interval=False)}
        for (heading, column), words in zip(shown, cells, strict=True)
    ]
    if cells:
        cells[0] = [cell or BLANK for cell in cells[0]]
    rest = _rest(len(table), len(top), max(table.shape[1] - _FRAME_COLUMNS, 0), "")
    caption = (
        f"{rest[:1].upper()}{rest[1:]}"
        if len(table) > len(top)
        else " and ".join(filter(None, (plural(len(table), "row"), rest)))
    )
    return {"caption": f"{caption}.", "columns": columns, "rows": list(zip(*cells, strict=True))}


def column_name(name: object) -> str:
    """Write the name of a column of any DataFrame, one of several levels with points between them."""
    return one_line(" · ".join(map(str, name)) if isinstance(name, tuple) else name, 60)


def _short_values(column: pd.Series) -> pd.Series:
    """Write lists and other objects as text; texts may be long, and their beginning is enough."""
    if column.dtype != object and not pd.api.types.is_string_dtype(column):
        return column
    is_missing = [pd.api.types.is_scalar(value) and bool(pd.isna(value)) for value in column]
    words = [_ADDRESS.sub("", str(value)[:_FRAME_LETTERS]) for value in column]
    return pd.Series([None if gone else word for word, gone in zip(words, is_missing, strict=True)], dtype=object)


def _ends(table: pd.DataFrame, names: list[str], column: str) -> tuple[str, str] | None:
    """Name the two columns that are the interval of a column."""
    behind = names.index(column) + 1
    name, _, of = str(column).rpartition("_")
    for pair in ((f"{column}_low", f"{column}_high"), (f"{name}_low_{of}", f"{name}_high_{of}")):
        if pair[0] in table and pair[1] in table:
            return pair
    return ("low", "high") if names[behind : behind + 2] == ["low", "high"] and is_number(table[column]) else None


def _for_readers(top: pd.DataFrame, declared: Table | None, behind: set[str]) -> list[str]:
    """Choose the columns a page shows; the first names the rows."""
    named = {*declared.key} if declared and "title" not in top else set()
    ids = _IDS - named if declared else set()
    keys = {column for column, shown in SHOWN.items() if shown in top}
    hidden, names = behind | ids | keys | ({_URL} if declared else set()), top.columns.tolist()
    first, *others = [name for name in names if name not in hidden] or names
    return [first, *(name for name in others if not len(top) or {*cell_words(top[name])} - {"", MISSING})]


def _with_intervals(values: Sequence[str], lows: Sequence[str], highs: Sequence[str]) -> list[str]:
    return [
        value if MISSING in (low, high) else f"{value} ({low} to {high})"
        for value, low, high in zip(values, lows, highs, strict=True)
    ]


def _class(column: pd.Series, words: Sequence[str], has_interval: bool) -> str:
    if is_number(column):
        return "n interval" if has_interval else "n"
    return "short" if _longest(words) <= _SHORT else ""


def _longest(words: Sequence[str]) -> int:
    return max(map(len, words), default=0)


def _rest(total: int, n_rows: int, n_columns: int, csv: str) -> str:
    """Say what the page leaves out."""
    rows = f"{'all' if csv else f'the first {n_rows:,} of'} {plural(total, 'row')}" if total > n_rows else ""
    left = " and ".join(filter(None, (rows, plural(n_columns, "more column") if n_columns else "")))
    return f"{left} as CSV".lstrip() if csv else left


def heading_words(name: str) -> str:
    """Write a column name that no table declares a heading for in words.

    Examples
    --------
    >>> heading_words("per_million_low"), heading_words("article_id"), heading_words("texts_others")
    ('per million, low', 'article ID', 'texts elsewhere')
    """
    words = re.sub(r"_(low|high)$", r", \1", _PLAIN.get(name, name)).replace("_", " ")
    words = re.sub(r"\bothers$", "elsewhere", words)
    return re.sub(r"\bid$", "ID", words)


def cell_words(column: pd.Series, unit: str = "") -> list[str]:
    """Write the values of a column for a reader, "–" where one is missing; not escaped.

    Whole numbers get thousands separators, other numbers as many decimals as the largest one needs for three digits,
    dates are ISO dates, true and false are yes and no, text is cleaned by `one_line`. By the unit that its table
    declares, a share of 1 is written as per cent, "times as often" with two digits each.
    """
    if pd.api.types.is_bool_dtype(column):
        write: Callable[[Any], str] = lambda value: "yes" if value else "no"  # noqa: E731
    elif pd.api.types.is_integer_dtype(column):
        write = "{:d}".format if column.name == "year" else "{:,}".format
    elif unit == "share of 1":
        write = percent
    elif unit.startswith("times"):
        write = lambda value: number(float(f"{value:.2g}"))  # noqa: E731
    elif pd.api.types.is_float_dtype(column):
        write = _number_writer(column)
    elif pd.api.types.is_datetime64_any_dtype(column):
        write = "{:%Y-%m-%d}".format
    else:
        write = one_line
    return [MISSING if pd.isna(value) else write(value) for value in column]


def is_number(column: pd.Series) -> bool:
    """Say whether a column is to be aligned as numbers."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _number_writer(column: pd.Series) -> Callable[[Any], str]:
    sizes = column.abs()
    largest = float(sizes[sizes < math.inf].max()) if len(column) else 0.0
    digits = max(0, min(3, 2 - math.floor(math.log10(largest)))) if largest > 0 else 0

    def write(value: Any) -> str:
        if value and round(float(value), digits) == 0:
            # No small number may read as nothing.
            bound = f"{10.0**-digits:.{digits}f}"
            return f"<{bound}" if value > 0 else f">−{bound}"
        return f"{value:,.{digits}f}".replace("-", "−")

    return write
