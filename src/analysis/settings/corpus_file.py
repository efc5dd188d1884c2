"""The small YAML files that may stand in a corpus folder: ``corpus.yml`` and ``names.yml``."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import SettingsError
from analysis.settings.given import parse_plain_yaml, read_assignments

_LARGEST_FILE = 100_000
# The files that may lie beside articles (topics.yml: `analysis.settings.topics_file`).
SETTINGS_FILES = ("corpus.yml", "names.yml", "topics.yml")
_SOME_DAY = date(2003, 2, 1)
_IN_PLAIN_WORDS = {
    "extra_forbidden": "there is no such key",
    "dict_type": "names with a list behind each are needed, such as {left: [a, b]}",
    "list_type": "a list is needed, such as [a, b]",
    "string_type": "text is needed; numbers, dates and yes or no stand in quotation marks",
}

# What a column of a table can be.
COLUMNS = ("id", "title", "text", "source", "date", "label", "language", "author")


def _our_columns(columns: dict[str, str]) -> dict[str, str]:
    for ours, theirs in columns.items():
        if ours not in COLUMNS:
            raise ValueError(f"{ours!r} is none of {', '.join(COLUMNS)}")
        if not theirs.strip():
            raise ValueError(f"the name of the column with the {ours} is missing")
    return columns


def _known_encoding(name: str) -> str:
    try:
        if name and not codecs.lookup(name)._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError) as error:
        raise ValueError("no encoding of this name is known, such as cp1252 or koi8_r") from error
    return name


def _whole_date(form: str) -> str:
    try:
        if form and datetime.strptime(_SOME_DAY.strftime(form), form).date() != _SOME_DAY:
            raise ValueError
    except ValueError as error:
        raise ValueError("a form with day, month and year is needed, such as %d/%m/%Y") from error
    return form


def _in_one_group(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    seen: set[str] = set()
    for group, sources in groups.items():
        if not sources:
            raise ValueError(f"the group {group!r} names no source")
        twice = seen & set(sources)
        if twice:
            raise ValueError(f"the source {min(twice)!r} is in two groups")
        seen |= set(sources)
    return groups


def _in_one_family(families: dict[str, list[str]]) -> dict[str, list[str]]:
    seen: dict[str, str] = {}
    for family, variants in families.items():
        for variant in dict.fromkeys(" ".join(variant.split()) for variant in variants if variant.strip()):
            if variant in seen:
                raise ValueError(
                    f"{variant!r} is in two families, {seen[variant]!r} and {family!r}: it would count twice"
                )
            seen[variant] = family
    return families


class CorpusSettings(BaseModel):
    """What ``corpus.yml`` says about the articles; every key may be left out.

    Attributes
    ----------
    title : str
        Heading of the briefing.
    agencies : list of str
        Wire agencies.
    groups : dict of str to list of str
        Sources that are compared as one with ``compare=group``; each in one group at most.
    columns : dict
        Our names of columns -> the names in the tables, for those that are not found by their usual names.
    encoding : str
        Of files that are not UTF-8 and have no byte-order mark; empty: it is guessed.
    date_format : str
        How dates in tables are written, as in `datetime.strptime`; empty: ISO 8601.
    repair : bool
        Whether wrongly decoded characters ("cafÃ©") are mended.
    keep : list of str
        Repeated strings that stay in the texts.
    same_text : float
        Share of the shorter text that must stand in the longer for both to be one text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    agencies: list[str] = []
    groups: Annotated[dict[str, list[str]], AfterValidator(_in_one_group)] = {}
    columns: Annotated[dict[str, str], AfterValidator(_our_columns)] = {}
    encoding: Annotated[str, AfterValidator(_known_encoding)] = ""
    date_format: Annotated[str, AfterValidator(_whole_date)] = ""
    repair: bool = False
    keep: list[str] = []
    same_text: Annotated[float, Field(gt=0, le=1)] = 0.6


class NameFamilies(BaseModel):
    """What ``names.yml`` says: for each thing named, the variants of its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    families: Annotated[dict[str, list[str]], AfterValidator(_in_one_family)] = {}


def read_corpus_settings(corpus: Path, reading: Mapping[str, Any] | None = None) -> CorpusSettings:
    """Read ``corpus.yml`` from the corpus folder; what the command says overrides it.

    Parameters
    ----------
    corpus : Path
        A folder, or a table beside which the file lies; without one, nothing is set.
    reading : mapping, optional
        What the command says, from `check_given`.

    Returns
    -------
    CorpusSettings
        Single ``columns`` of the file stay where the command names others.

    Raises
    ------
    SettingsError
        When the file is no YAML or holds another key or type, naming file and key.
    """
    in_file = read_settings(corpus, "corpus.yml", CorpusSettings)
    given = dict(reading or {})
    if "columns" in given:
        given["columns"] = in_file.get("columns", {}) | given["columns"]
    return CorpusSettings(**in_file | given)


def check_given(columns: str | None, date_format: str | None, encoding: str | None) -> dict[str, Any]:
    """Check what the command says about the articles.

    Parameters
    ----------
    columns : str, optional
        ``text=body,source=outlet``, from ``--map``.
    date_format, encoding : str, optional
        From ``--date-format`` and ``--encoding``.

    Returns
    -------
    dict
        Keys of `CorpusSettings`, for those given.

    Raises
    ------
    SettingsError
        Naming the option.
    """
    given: dict[str, Any] = {}
    if columns is not None:
        try:
            given["columns"] = read_assignments([part.strip() for part in columns.split(",")])
        except SettingsError as error:
            raise SettingsError(f"--map {columns}: {error} It is written text=body,source=outlet.") from error
    given |= {k: v for k, v in (("date_format", date_format), ("encoding", encoding)) if v is not None}
    try:
        CorpusSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        option, value = {"columns": ("--map", columns)}.get(key, (f"--{key.replace('_', '-')}", given[key]))
        raise SettingsError(f"{option} {value}: {_said(first)}.") from error
    return given


def read_name_families(corpus: Path) -> dict[str, list[str]]:
    """Read ``names.yml`` from the corpus folder; without one, there are no families, and none without a name.

    Raises
    ------
    SettingsError
        As `read_corpus_settings`.
    """
    listed = NameFamilies(**read_settings(corpus, "names.yml", NameFamilies)).families
    named = {family: [variant for variant in variants if variant.strip()] for family, variants in listed.items()}
    return {family: variants for family, variants in named.items() if variants}


def read_settings(corpus: Path, name: str, model: type[BaseModel]) -> dict[str, Any]:
    """Read one of the settings files beside the articles; empty without one.

    Raises
    ------
    SettingsError
        When it is no YAML, too large, or holds another key or type.
    """
    path = (corpus if corpus.is_dir() else corpus.parent) / name
    if not path.is_file():
        return {}
    if path.stat().st_size > _LARGEST_FILE:
        raise SettingsError(f"{path} is larger than a settings file can be (100 kB).")
    try:
        found = parse_plain_yaml(path.read_text(encoding="utf-8")) or {}
        return model.model_validate(found).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        keys = f"; there are {', '.join(model.model_fields)}" if first["type"] == "extra_forbidden" else ""
        raise SettingsError(f"{path}: {where}: {_said(first)}{keys}.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path} cannot be read as YAML: {error}") from error


def _said(error: Mapping[str, Any]) -> str:
    """Say in plain words what is wrong with a key."""
    return _IN_PLAIN_WORDS.get(str(error["type"]), str(error["msg"]).removeprefix("Value error, "))
