"""The parameters of a notebook: which it has, and the values given for a run, checked before any kernel starts."""

from __future__ import annotations

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import SettingsError
from analysis.settings.values import TYPES, convert, obey_rules


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's cell tagged ``parameters``: ``name: type = default  # comment``."""

    name: str
    type: str
    default: Any
    comment: str


def read_parameters(notebook: Path) -> list[Parameter]:
    """Read the parameters a notebook declares.

    Parameters
    ----------
    notebook : Path
        An ``.ipynb`` file with exactly one cell tagged ``parameters``.

    Returns
    -------
    list of Parameter
        In the order of the cell.

    Raises
    ------
    SettingsError
        When the file is no notebook of format 4; when the cell is missing, is there twice, or holds anything but
        ``name: type = literal`` lines.
    """
    tagged = [cell for cell in _read_cells(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise SettingsError(f"{notebook.name} needs exactly one cell tagged 'parameters', it has {len(tagged)}.")
    source = "".join(tagged[0]["source"])
    try:
        comments = _comments(source)
        return [_parameter(statement, comments) for statement in ast.parse(source).body]
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise SettingsError(f"{notebook.name}: the cell of parameters cannot be read: {error}.") from error


def check_values(declared: Mapping[str, Sequence[Parameter]], given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Check the values given for a run and sort them to the notebooks that have such a parameter.

    Parameters
    ----------
    declared : mapping of str to sequence of Parameter
        The parameters of each notebook that will run.
    given : mapping of str to str, list or dict
        Names and values as `analysis.settings.given` reads them: text, not yet converted.

    Returns
    -------
    dict of str to dict
        For each notebook, the given values it takes, converted to their declared types.

    Raises
    ------
    SettingsError
        For a name no notebook has (the nearest one is suggested), a wrong type or a value out of range.
    """
    known = {parameter.name for parameters in declared.values() for parameter in parameters}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(known))}."
            raise SettingsError(f"There is no parameter {name!r}; {advice}")
    checked = {}
    for notebook, parameters in declared.items():
        values = {p.name: convert(p.name, p.type, p.default, given[p.name]) for p in parameters if p.name in given}
        obey_rules({**{p.name: p.default for p in parameters}, **values})
        checked[notebook] = values
    return checked


def _read_cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(notebook.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{notebook.name} cannot be read as a notebook: {error}.") from error
    written = found.get("nbformat") if isinstance(found, dict) else None
    if written != 4 or not isinstance(found.get("nbformat_minor"), int):
        raise SettingsError(
            f"{notebook.name} is not an nbformat 4 notebook (it says {written}): open it in JupyterLab and save it."
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
        raise ValueError(f"line {statement.lineno} is not of the form 'name: type = value  # comment'")
    default = ast.literal_eval(statement.value)
    kind = statement.annotation.id
    if type(default) is not TYPES[kind]:
        raise ValueError(f"line {statement.lineno}: the default is no {kind}")
    return Parameter(statement.target.id, kind, default, comments.get(statement.end_lineno or statement.lineno, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
