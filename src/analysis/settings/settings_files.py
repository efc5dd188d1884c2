"""The small YAML files beside the articles: ``corpus.yml``, ``names.yml`` and ``topics.yml``."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import parse_plain_yaml, quote_value, read_assignments

SETTINGS_FILES = ("corpus.yml", "names.yml", "topics.yml")
# What a column of a table can be.
COLUMNS = ("id", "title", "text", "source", "date", "label", "language", "author", "url")
_MAX_BYTES = 100_000
_SOME_DAY = date(2003, 2, 1)
_EXPECTED = {
    "model_type": "expected one 'key: value' a line",
    "list_type": "expected a list such as [a, b]",
    "string_type": "expected text",
}
# What a mapping looks like, by the key it is given for.
_EXAMPLES = {
    "groups": "{left: [a, b]}",
    "sources": "{Daily Mail: [Mail Online]}",
    "columns": '{"text": "body"}',
    "families": "{IS: [IS, Islamic State]}",
    "split": "{war: 2}",
    "names": "{war: The war}",
}
Model = TypeVar("Model", bound=BaseModel)


def _as_list(given: Any) -> Any:
    return ([given] if given else []) if isinstance(given, str) else given


# One text, or a list of them.
Texts = Annotated[list[str], BeforeValidator(_as_list)]


def _check_columns(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    for ours, theirs in columns.items():
        if ours not in COLUMNS:
            raise ValueError(f"unknown column {ours!r}; there are {', '.join(COLUMNS)}")
        if not theirs or not all(map(str.strip, theirs)):
            raise ValueError(f"the name of the column with the {ours} is missing")
    return columns


def _check_encoding(name: str) -> str:
    try:
        if name and not codecs.lookup(name)._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError) as error:
        raise ValueError("unknown encoding; expected a name such as cp1252 or koi8_r") from error
    return name


def _check_date_formats(forms: list[str]) -> list[str]:
    try:
        if any(datetime.strptime(_SOME_DAY.strftime(form), form).date() != _SOME_DAY for form in forms):
            raise ValueError
    except ValueError as error:
        raise ValueError("expected a date format with day, month and year, such as %d/%m/%Y") from error
    return forms


def _check_once(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    """Keep each name of a list once, its blanks joined; leave out empty ones; refuse a name in two lists."""
    owner, named = dict[str, str](), dict[str, list[str]]()
    for key, names in lists.items():
        joined = (" ".join(name.split()) for name in names)
        named[key] = list(dict.fromkeys(filter(None, joined)))
        for name in named[key]:
            if name in owner:
                raise ValueError(f"{name!r} is in both {owner[name]!r} and {key!r}")
            owner[name] = key
    return {key: names for key, names in named.items() if names}


def _check_spellings(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    """Put each name among its spellings: one that is listed alone keeps its name."""
    if not all(name.strip() for name in lists):
        raise ValueError("the name of a source is missing")
    named = ((" ".join(name.split()), spellings) for name, spellings in lists.items())
    return _check_once({name: [name, *spellings] for name, spellings in named})


def _check_mark(mark: str) -> str:
    mark = {"tab": "\t", "\\t": "\t"}.get(mark, mark)
    if mark != "none" and (len(mark) > 1 or mark.isalnum() or mark in (" ", "\r", "\n")):
        raise ValueError("expected one character, such as ';', or tab or none")
    return mark


Mark = Annotated[str, AfterValidator(_check_mark)]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CsvSettings(_Settings):
    """How CSV tables are written, for what cannot be found out; empty values are found out."""

    separator: Mark = ""  # what separates fields, such as ``;`` or ``tab``
    quote: Mark = ""  # what quotes fields, such as ``'``; ``none`` where quotation marks are part of the texts
    # What stands before a quotation mark within a field, such as a backslash; ``none`` where it is doubled.
    escape: Mark = ""

    @model_validator(mode="after")
    def _check_differ(self) -> CsvSettings:
        marks = [mark for mark in (self.separator, self.quote, self.escape) if mark not in ("", "none")]
        if self.separator == "none" or len(set(marks)) < len(marks):
            raise ValueError("separator, quote and escape must be three different characters")
        return self


class CorpusSettings(_Settings):
    """What ``corpus.yml`` says about the articles; every key is optional."""

    title: str = ""  # heading of the briefing
    agencies: list[str] = []  # wire agencies
    # Sources that are compared as one with ``compare=group``; each in one group at most.
    groups: Annotated[dict[str, list[str]], AfterValidator(_check_once)] = {}
    # Names of outlets, each with the spellings it is found under; a spelling belongs to one name.
    sources: Annotated[dict[str, list[str]], AfterValidator(_check_spellings)] = {}
    # Our names of columns -> names in the tables, looked for before the usual ones; one may be given as text.
    columns: Annotated[dict[str, Texts], AfterValidator(_check_columns)] = {}
    # Of files that are not UTF-8 and have no byte-order mark; empty to guess it.
    encoding: Annotated[str, AfterValidator(_check_encoding)] = ""
    csv: CsvSettings = CsvSettings()
    # How dates in tables are written, as in `datetime.strptime`, tried in order; one may be given as text. Dates with
    # one reading only need none.
    date_format: Annotated[Texts, AfterValidator(_check_date_formats)] = []
    repair: bool = True  # whether wrongly decoded characters ("cafÃ©") are repaired
    keep: list[str] = []  # repeated strings that stay in the texts
    # Share of the shorter text that must be in the longer for both to be one text.
    same_text: Annotated[float, Field(gt=0, le=1)] = 0.6


class NameFamilies(_Settings):
    """What ``names.yml`` says: for each thing named, the variants of its name."""

    families: Annotated[dict[str, list[str]], AfterValidator(_check_once)] = {}


class TopicEdits(_Settings):
    """What ``topics.yml`` says; a topic is named by one of its ten words, so that it is found again in other runs."""

    merge: list[Annotated[list[str], Field(min_length=2)]] = []  # topics that become one
    split: dict[str, Annotated[int, Field(ge=2, le=20)]] = {}  # topics that become several, and how many
    names: dict[str, Annotated[str, Field(min_length=1, max_length=80)]] = {}  # topics that get a name of their own

    def __bool__(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.merge or self.split or self.names)


def read_corpus_settings(corpus: Path, reading: Mapping[str, Any] | None = None) -> CorpusSettings:
    """Read ``corpus.yml`` from the folder of articles, or beside a table; without it, nothing is set.

    Options of the command (`check_given`) override it, ``columns`` one by one. A SettingsError names file and key.
    """
    in_file, given = _read(corpus, "corpus.yml", CorpusSettings), dict(reading or {})
    if "columns" in given:
        given["columns"] = in_file.columns | given["columns"]
    return CorpusSettings(**in_file.model_dump() | given)


def read_name_families(corpus: Path) -> dict[str, list[str]]:
    """Read ``names.yml`` from the corpus folder, as `read_corpus_settings`; no families without it."""
    return _read(corpus, "names.yml", NameFamilies).families


def check_families(families: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Check families of names as ``names.yml`` has them: blank names go, and a name in two families is refused."""
    try:
        return NameFamilies(families=dict(families)).families
    except ValidationError as error:
        raise SettingsError(f"names: {_explain(error.errors()[0])}.") from error


def read_topic_edits(corpus: Path) -> TopicEdits:
    """Read ``topics.yml`` from the corpus folder, as `read_corpus_settings`; nothing is changed without it."""
    return _read(corpus, "topics.yml", TopicEdits)


def check_reading(given: dict[str, Any]) -> dict[str, Any]:
    """Check how articles are read, as keys of `CorpusSettings` given in Python.

    Examples
    --------
    >>> check_reading({"columns": {"text": "plot"}})
    {'columns': {'text': 'plot'}}
    """
    return _check(given, {name: f"{name}={quote_value(value)}" for name, value in given.items()})


def check_given(columns: str | None, date_format: str | None, encoding: str | None) -> dict[str, Any]:
    """Check the options ``--map`` (``text=body,source=outlet``), ``--date-format`` and ``--encoding`` of the command.

    Those that are given become keys of `CorpusSettings`.
    """
    options = {"columns": columns, "date_format": date_format, "encoding": encoding}
    given: dict[str, Any] = {key: value for key, value in options.items() if value is not None}
    if columns is not None:
        try:
            given["columns"] = read_assignments([part.strip() for part in columns.split(",")])
        except SettingsError as error:
            raise SettingsError(f"--map {columns}: {error} An example is text=body,source=outlet.") from error
    written = {"columns": "--map", "date_format": "--date-format", "encoding": "--encoding"}
    return _check(given, {key: f"{written[key]} {options[key]}" for key in given})


def _check(given: dict[str, Any], written: Mapping[str, str]) -> dict[str, Any]:
    """Check keys of `CorpusSettings`; an error names the key as it was written."""
    try:
        CorpusSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{written[str(first['loc'][0])]}: {_explain(first)}.") from error
    return given


def _read(corpus: Path, name: str, model: type[Model]) -> Model:
    path = (corpus if corpus.is_dir() else corpus.parent) / name
    if not path.is_file():
        return model()
    if path.stat().st_size > _MAX_BYTES:
        raise SettingsError(f"{path} is larger than 100 kB, the limit for a settings file.")
    try:
        return model.model_validate(parse_plain_yaml(path.read_text(encoding="utf-8")) or {})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            keys = CsvSettings.model_fields if where.startswith("csv.") else model.model_fields
            advice = suggest(where.removeprefix("csv."), keys, f"Keys: {', '.join(keys)}.")
            raise SettingsError(f"{path}: unknown key {where!r}. {advice}") from error
        raise SettingsError(f"{path}: {where}{': ' if where else ''}{_explain(first)}.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path} cannot be read as YAML: {error}.") from error


def _explain(error: Mapping[str, Any]) -> str:
    """Say in plain words what is wrong with a value."""
    if error["type"] == "dict_type":
        return f"expected a mapping such as {_EXAMPLES[error['loc'][0]]}"
    message = str(error["msg"]).removeprefix("Value error, ").replace("Input should be", "must be")
    return _EXPECTED.get(str(error["type"]), message)
