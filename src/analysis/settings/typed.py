"""Values that a person typed into the parameters of a notebook; those of a run were checked before it started."""

from __future__ import annotations

import ast

from analysis.lab.person import shell_of_person
from analysis.settings.values import TYPES, obey_rules, obey_type


def check_typed() -> None:
    """Check the parameters of the notebook a person runs; in a run, do nothing.

    Raises
    ------
    SettingsError
        For a value of another type than its line says, or out of range.
    """
    shell = shell_of_person()
    if shell is None:
        return
    cells = (declared_types(source) for source in reversed(shell.user_ns.get("In", [])))
    declared = next((types for types in cells if "report_dir" in types), {})
    values = {name: shell.user_ns[name] for name in declared if name in shell.user_ns}
    for name, value in values.items():
        obey_type(name, declared[name], value)
    obey_rules(values)


def declared_types(source: str) -> dict[str, str]:
    """Read names and types of a cell that holds nothing but ``name: type = value`` lines; nothing of other cells."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    types = {}
    for statement in statements:
        if not (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(statement.annotation, ast.Name)
            and statement.annotation.id in TYPES
        ):
            return {}
        types[statement.target.id] = statement.annotation.id
    return types
