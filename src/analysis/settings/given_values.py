"""Values as a person gives them, on the command line or in a YAML file: text, converted to the declared type.

Nothing is guessed: ``007`` stays an id where text is expected, and ``no`` stays Norwegian.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import SettingsError

_MAX_CHARACTERS = 100_000
TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
_EXPECTED = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list such as a,b or [a, b]",
    "dict": "a mapping such as {a: b}",
}
# Types of the items of parameters whose defaults are empty.
_ITEMS = {"seed_words": "list"}


class _PlainLoader(yaml.BaseLoader):
    """Leave scalars as text; refuse duplicate keys, and aliases, which can make a small file huge."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not supported")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in sorted({str(key) for key in keys if keys.count(key) > 1}):
            raise yaml.YAMLError(f"duplicate key {key!r}")
        return super().construct_mapping(node, deep)


def parse_plain_yaml(text: str) -> Any:
    """Parse YAML (or JSON) into text, lists and dicts; a ValueError says what is wrong with it."""
    if len(text) > _MAX_CHARACTERS:
        raise ValueError("larger than 100 kB")
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a BaseLoader makes only text, lists and dicts
    except RecursionError as error:
        raise ValueError("lists are nested too deeply") from error
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def read_parameter_file(path: Path) -> dict[str, Any]:
    """Read a file of parameters, one ``name: value`` a line; values are text, lists or dicts."""
    try:
        found = parse_plain_yaml(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("expected one 'name: value' a line")
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read as parameters: {error}.") from error
    return found


def read_assignments(texts: list[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` texts from the command line."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise SettingsError(f"Expected NAME=VALUE, not {text!r}.")
        if name in found:
            raise SettingsError(f"{name!r} is given twice.")
        found[name] = value
    return found


def convert(name: str, kind: str, default: Any, given: Any) -> Any:
    """Convert a given value to the declared type of a parameter.

    Parameters
    ----------
    name, kind : str
        Of the parameter; ``kind`` is one of `TYPES`.
    default : object
        The first item of a list or mapping tells the type of all; those of an empty one are text.
    given : str, list or dict
        Text such as ``a,b``, ``[a, b]`` or ``{a: 1}``, or what a YAML file holds with its scalars as text.
    """
    items = list(default.values() if kind == "dict" else default) if kind in ("list", "dict") else []
    item = type(items[0]).__name__ if items else _ITEMS.get(name, "str")
    try:
        return _read(kind, given, item)
    except (KeyError, ValueError) as error:
        raise SettingsError(f"{name} must be {_EXPECTED[kind]}, not {quote_value(given)}.") from error


def as_list(name: str, given: object) -> list[str]:
    """Take one text for a list of one; a ``SettingsError`` names anything but texts.

    Examples
    --------
    >>> as_list("sources", "nyt"), as_list("sources", ("nyt", "ft")), as_list("sources", [])
    (['nyt'], ['nyt', 'ft'], [])
    """
    values = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    for value in values:
        if not isinstance(value, str):
            raise SettingsError(f"{name} must be text or a list of texts, not {quote_value(value)}.")
    return [str(value) for value in values]


def as_words(name: str, given: object) -> list[str]:
    """Take words and phrases as `as_list` does; a ``SettingsError`` names one with a ``*``."""
    words = as_list(name, given)
    if wild := [word for word in words if "*" in word]:
        raise SettingsError(f"{wild[0]!r}: a star stands for nothing here; give each form of the word.")
    return words


def check_whole(name: str, given: object, least: int) -> None:
    """Refuse anything but a whole number that is not too small."""
    if type(given) is not int or given < least:
        raise SettingsError(f"{name} must be a whole number, at least {least}, not {quote_value(given)}.")


def quote_value(value: object) -> str:
    """Write a value for a message, at most some 60 characters."""
    text = value if isinstance(value, str) else repr(value)
    if len(text) > 60:
        return repr(text[:60] + "...")
    return repr(text) if isinstance(value, str) else text


def _read(kind: str, given: Any, item: str = "str") -> Any:
    if kind == "list":
        if isinstance(given, str) and not given.strip().startswith("["):
            given = [part.strip() for part in given.split(",") if part.strip()]
        return [_read(item, value) for value in _parsed(given, list)]
    if kind == "dict":
        return {key: _read(item, value) for key, value in _parsed(given, dict).items()}
    if not isinstance(given, str):
        raise ValueError("not a single value")
    if kind == "bool":
        return {"true": True, "false": False}[given.lower()]
    # Python reads 1_000 as well.
    if kind == "int" and not given.strip().lstrip("+-").isdecimal():
        raise ValueError("not a whole number")
    if kind == "float" and not isfinite(float(given)):
        raise ValueError("not finite")
    return TYPES[kind](given)


def _parsed(given: Any, kind: type) -> Any:
    found = parse_plain_yaml(given) if isinstance(given, str) else given
    if not isinstance(found, kind):
        raise ValueError(f"not a {kind.__name__}")
    return found
