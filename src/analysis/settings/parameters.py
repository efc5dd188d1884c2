"""The parameters of a notebook: those it declares, and values checked before any kernel starts."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import TYPES, convert, quote_value
from analysis.vocabulary import PERIODS, TOPIC_NUMBER


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's cell tagged ``parameters``: ``name: type = default  # comment``."""

    name: str
    type: str
    default: Any
    comment: str


class NoParametersError(SettingsError):
    """A notebook without a cell tagged ``parameters``: a scratch pad, not a page."""


def read_parameters(notebook: Path) -> list[Parameter]:
    """Read the parameters that a notebook declares in its one cell tagged ``parameters``.

    Raises
    ------
    NoParametersError
        When no cell is tagged.
    SettingsError
        When the file is not an nbformat 4 notebook, or the cell is repeated, or anything but ``name: type = literal``
        lines.
    """
    tagged = [cell for cell in _read_cells(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    if not tagged:
        raise NoParametersError(
            f"{notebook.name} has no cell tagged 'parameters'; analysis new NAME writes one that has."
        )
    if len(tagged) > 1:
        raise SettingsError(f"{notebook.name} must have exactly one cell tagged 'parameters', not {len(tagged)}.")
    source = "".join(tagged[0]["source"])
    try:
        comments = _comments(source)
        return [_parameter(statement, comments) for statement in ast.parse(source).body]
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise SettingsError(f"{notebook.name}: the cell tagged 'parameters' cannot be read: {error}.") from error


def check_values(
    declared: Mapping[str, Sequence[Parameter]],
    given: Mapping[str, Any],
    elsewhere: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, dict[str, Any]]:
    """Check the values given for the notebooks of a run, as `analysis.settings.given_values` reads them.

    Notebooks that will not run, by the parameters they have ``elsewhere``, are named where one of these is given.

    Returns
    -------
    dict of str to dict
        For each notebook, the given values of its parameters, converted to their declared types.

    Raises
    ------
    SettingsError
        For a name that no notebook declares, a wrong type or a value out of range.
    """
    known = {parameter.name for parameters in declared.values() for parameter in parameters}
    listing = f"Parameters: {', '.join(sorted(known))}."
    for name in given:
        if name not in known:
            if others := (elsewhere or {}).get(name):
                # Listing parameters does without it: pandas takes long to load.
                from analysis.wording import listed

                where = listed(others, joiner="or")
                raise SettingsError(f"There is no parameter {name!r} in {listed(declared)}; use it with {where}.")
            raise SettingsError(f"There is no parameter {name!r}. {suggest(name, known, listing)}")
    checked = {}
    for notebook, parameters in declared.items():
        values = {p.name: convert(p.name, p.type, p.default, given[p.name]) for p in parameters if p.name in given}
        check_ranges({**{p.name: p.default for p in parameters}, **values})
        checked[notebook] = values
    return checked


def _whole(low: int, high: float = inf) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and bool(low <= value <= high)


def _list_of(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(holds, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_term(value: Any) -> bool:
    return _is_text(value) and 0 < len(value) <= 100


def _is_topic_number(value: Any) -> bool:
    return type(value) in (int, str) and bool(re.fullmatch(TOPIC_NUMBER, str(value)))


def _is_date(value: Any) -> bool:
    try:
        return bool(value == "" or date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _has_stop_list(code: Any) -> bool:
    from analysis.text import has_stop_list

    return isinstance(code, str) and (not code or has_stop_list(code))


_DATE = (_is_date, "a date such as 2024-03-31, or empty")
# Parameter: (whether a value is in range, the range in words). Each means the same in every notebook.
_RANGES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "n_topics": (lambda n: _whole(0, 200)(n) and n != 1, "0 (automatic) or 2-200"),
    "n_subjects": (lambda n: _whole(0, 200)(n) and n not in (1, 2), "0 (automatic) or 3-200"),
    "seed": (_whole(0, 2**32 - 1), "a whole number from 0 to 4294967295"),
    "method": (("mixture", "nmf", "lda").__contains__, "mixture, nmf or lda"),
    "drop_topics": (_list_of(_is_topic_number), 'a list of topic numbers such as [3, "3.2"]'),
    "topic": (
        lambda value: value == "" or (_is_text(value) and _is_topic_number(value)),
        "the number of a topic such as 3 or 3.2, or empty",
    ),
    "focus": (_list_of(_is_term), "a list of words, phrases and names"),
    "between": (
        lambda pair: _list_of(_is_text)(pair) and len(pair) == len(set(pair)) and len(pair) in (0, 2),
        "empty, or two different sources or spans of time",
    ),
    "top_n": (_whole(1, 100), "a whole number from 1 to 100"),
    "min_articles": (_whole(1), "a whole number, at least 1"),
    "compare": (("source", "group", "year", "month", "label").__contains__, "source, group, year, month or label"),
    "sources": (_list_of(_is_text), "a list of sources"),
    "since": _DATE,
    "until": _DATE,
    "contains": (_list_of(_is_term), "a list of words and phrases"),
    "exclude": (_list_of(_is_term), "a list of words and phrases"),
    "period": (("", *PERIODS).__contains__, "day, week, month, quarter, year or empty"),
    "language": (_has_stop_list, "the two-letter code of a language with a stop list, or empty"),
}


def check_range(parameter: str, value: Any, name: str = "") -> None:
    """Check the value of a parameter with a known range; ``name`` is what the caller calls it."""
    holds, expected = _RANGES[parameter]
    if not holds(value):
        raise SettingsError(f"{name or parameter} must be {expected}, not {quote_value(value)}.")


def check_ranges(values: Mapping[str, Any]) -> None:
    """Check the values of the parameters with a known range, and of those that depend on each other."""
    for name in _RANGES:
        if name in values:
            check_range(name, values[name])
    since, until = values.get("since", ""), values.get("until", "")
    if since and until and since > until:
        raise SettingsError(f"since={since} is after until={until}.")
    themes, subjects = values.get("n_topics", 0), values.get("n_subjects", 0)
    if 0 < subjects <= themes:
        raise SettingsError(f"n_subjects={subjects}: more subjects are needed than themes ({themes}).")


def _read_cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(notebook.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{notebook.name} cannot be read as a notebook: {error}.") from error
    written = found.get("nbformat") if isinstance(found, dict) else None
    if written != 4 or not isinstance(found.get("nbformat_minor"), int):
        raise SettingsError(
            f"{notebook.name} is not an nbformat 4 notebook (nbformat: {written}): open it in JupyterLab and save it."
        )
    cells = found.get("cells")
    if isinstance(cells, list) and all(map(_is_cell, cells)):
        return cells
    raise SettingsError(f"{notebook.name} is not a valid notebook: open it in JupyterLab and save it.")


def _is_cell(cell: Any) -> bool:
    """Check what is read here; a run checks the whole notebook."""
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    source, tags = cell.get("source"), cell["metadata"].get("tags", [])
    lines = [source] if isinstance(source, str) else source
    return isinstance(tags, list) and isinstance(lines, list) and all(isinstance(line, str) for line in lines)


def _parameter(statement: ast.stmt, comments: dict[int, str]) -> Parameter:
    if not (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and isinstance(statement.annotation, ast.Name)
        and statement.annotation.id in TYPES
        and statement.value is not None
    ):
        raise ValueError(f"line {statement.lineno} must be 'name: type = value  # comment'")
    default = ast.literal_eval(statement.value)
    kind = statement.annotation.id
    if type(default) is not TYPES[kind]:
        raise ValueError(f"line {statement.lineno}: the default is not of type {kind}")
    return Parameter(statement.target.id, kind, default, comments.get(statement.end_lineno or statement.lineno, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
