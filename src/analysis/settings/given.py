"""Parameters as they are given: on the command line or in a YAML file, read as text and nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.errors import SettingsError

_LARGEST = 100_000


class _PlainLoader(yaml.BaseLoader):
    """Leave scalars as text; refuse a key that is there twice, and aliases, which can blow up a small file."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not used here")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.YAMLError(f"{twice[0]!r} is there twice")
        return super().construct_mapping(node, deep)


def parse_plain_yaml(text: str) -> Any:
    """Parse YAML (or JSON) into text, lists and dicts.

    Raises
    ------
    ValueError
        When it is no YAML, uses aliases, repeats a key or is larger than 100 kB.
    """
    if len(text) > _LARGEST:
        raise ValueError("larger than 100 kB")
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a BaseLoader makes nothing but text, lists and dicts
    except RecursionError as error:
        raise ValueError("lists within lists go too deep") from error
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def read_parameter_file(path: Path) -> dict[str, Any]:
    """Read a file of parameters, one ``name: value`` a line.

    Returns
    -------
    dict
        Values as text, lists or dicts, still to be checked against the notebooks.

    Raises
    ------
    SettingsError
        When the file cannot be read or is no mapping.
    """
    try:
        found = parse_plain_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read as parameters: {error}.") from error
    if not isinstance(found, dict):
        raise SettingsError(f"{path} cannot be read as parameters: one 'name: value' a line is needed.")
    return found


def read_assignments(texts: list[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` texts from the command line.

    Raises
    ------
    SettingsError
        When one has no ``=`` or no name, or a name is there twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise SettingsError(f"{text!r} is not of the form NAME=VALUE.")
        if name in found:
            raise SettingsError(f"Parameter {name!r} is given twice.")
        found[name] = value
    return found
