"""Values given for parameters: text from command line or file, turned into the declared type and kept in range.

Everything arrives as text and is converted by the *declared* type, never guessed: ``007`` stays an id where text is
asked for, and ``no`` stays Norwegian.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from analysis.errors import SettingsError
from analysis.settings.given import parse_plain_yaml

TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
_IN_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list like a,b or [a, b]",
    "dict": "a mapping like {a: b}",
}

# Items of these parameters, whose defaults are empty and do not tell.
_ITEMS = {"drop_topics": "int", "seed_words": "list"}


def convert(name: str, kind: str, default: Any, given: Any) -> Any:
    """Convert a given value to the declared type of a parameter.

    Parameters
    ----------
    name : str
        For the message.
    kind : {"str", "int", "float", "bool", "list", "dict"}
        The declared type.
    default : object
        Its first item, if it is a list, tells the type of the items; items of an empty default are text.
    given : str, list or dict
        Text, or what a YAML file holds with its scalars as text. A list may be given as ``a,b`` or ``[a, b]``,
        a dict as ``{a: 1}``.

    Raises
    ------
    SettingsError
        When the text is no such value.
    """
    try:
        if kind == "list":
            item = type(default[0]).__name__ if default else _ITEMS.get(name, "str")
            return [_scalar(item, value) for value in _as_list(given)]
        if kind == "dict":
            item = type(next(iter(default.values()))).__name__ if default else _ITEMS.get(name, "str")
            return {key: _scalar(item, value) for key, value in _as_dict(given).items()}
        return _scalar(kind, given)
    except ValueError as error:
        raise SettingsError(f"{name}={_shown(given)}: {_IN_WORDS[kind]} is needed.") from error


def obey_type(name: str, kind: str, value: Any) -> None:
    """Check that a value is of the declared type of its parameter.

    Raises
    ------
    SettingsError
        Naming the parameter, the value and the type in words.
    """
    if type(value) is not TYPES[kind] and not (kind == "float" and type(value) is int):
        raise SettingsError(f"{name}={_shown(value)}: {_IN_WORDS[kind]} is needed.")


def obey_rules(values: Mapping[str, Any]) -> None:
    """Check the values of the parameters every notebook knows by name, and that since is not after until.

    Raises
    ------
    SettingsError
        Naming the parameter, the value and the allowed range.
    """
    try:
        _rules()(**{name: value for name, value in values.items() if name in _RULES})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(f"{name}={_shown(values[name])}: {_RULES[name][1]} is needed.") from error
    since, until = values.get("since", ""), values.get("until", "")
    if since and until and since > until:
        raise SettingsError(f"since={since} is after until={until}.")


def _scalar(kind: str, given: Any) -> Any:
    if kind == "list":
        return [_scalar("str", value) for value in _as_list(given)]
    if not isinstance(given, str):
        raise ValueError("not a single value")
    if kind == "str":
        return given
    if kind == "bool":
        return {"true": True, "false": False}[given.lower()] if given.lower() in ("true", "false") else _refuse()
    # pydantic takes "1.0" for an int; here a whole number is written as one.
    if kind == "int":
        return int(given) if given.strip().lstrip("+-").isdecimal() else _refuse()
    number = float(given)
    return number if isfinite(number) else _refuse()


def _refuse() -> Any:
    raise ValueError("another type is needed")


def _as_list(given: Any) -> list[Any]:
    if isinstance(given, str):
        text = given.strip()
        given = (
            parse_plain_yaml(text)
            if text.startswith("[")
            else [part.strip() for part in text.split(",") if part.strip()]
        )
    return given if isinstance(given, list) else _refuse()


def _as_dict(given: Any) -> dict[str, Any]:
    found = parse_plain_yaml(given) if isinstance(given, str) else given
    return found if isinstance(found, dict) else _refuse()


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return repr(text[:60] + "...") if len(text) > 60 else repr(text) if isinstance(value, str) else text


def _iso_date(text: str) -> str:
    if text and date.fromisoformat(text).isoformat() != text:
        raise ValueError("no ISO date")
    return text


def _not_one(number: int) -> int:
    return number if number != 1 else _refuse()


def _two_or_none(names: list[str]) -> list[str]:
    return names if len(names) in (0, 2) and len(set(names)) == len(names) else _refuse()


def _with_stop_list(code: str) -> str:
    from analysis.text import languages

    return code if code in languages() else _refuse()


# Parameter: (its type and range, the same in words).
_RULES: dict[str, tuple[Any, str]] = {
    "n_topics": (Annotated[int, Field(ge=0, le=200), AfterValidator(_not_one)], "0 (choose) or a number from 2 to 200"),
    "seed": (Annotated[int, Field(ge=0, lt=2**32)], "a whole number from 0 to 4294967295"),
    "method": (Literal["auto", "mixture", "factors", "nmf", "lda"], "auto, mixture, factors, nmf or lda"),
    "drop_topics": (list[Annotated[int, Field(ge=1)]], "a list of numbers of topics, such as [3, 7],"),
    "focus": (list[Annotated[str, Field(min_length=1, max_length=100)]], "a list of words, phrases and names"),
    "between": (Annotated[list[str], AfterValidator(_two_or_none)], "nothing, or two sources or periods,"),
    "top_n": (Annotated[int, Field(ge=1, le=100)], "a number from 1 to 100"),
    "min_articles": (Annotated[int, Field(ge=1)], "a number from 1 up"),
    "compare": (Literal["source", "group", "year", "month", "label"], "source, group, year, month or label"),
    "since": (Annotated[str, AfterValidator(_iso_date)], "a date like 2024-03-31, or nothing,"),
    "until": (Annotated[str, AfterValidator(_iso_date)], "a date like 2024-03-31, or nothing,"),
    "language": (Annotated[str, AfterValidator(_with_stop_list)], "the two-letter code of a language with a stop list"),
}


@cache
def _rules() -> type[BaseModel]:
    fields: dict[str, Any] = {name: (rule, None) for name, (rule, _) in _RULES.items()}
    return create_model("Rules", __config__=ConfigDict(strict=True, extra="forbid"), **fields)
