"""What would be loaded, as text for a terminal: ten lines and what to write into ``corpus.yml``; nothing is kept."""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.corpus.check_findings import CheckLine, check_lines
from analysis.corpus.cleaning.article_language import describe_language, describe_languages
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import duplicate_table, file_table, form_table, source_table
from analysis.corpus.load import load_corpus
from analysis.engine import Engine
from analysis.errors import escape_unprintable

_MAX_ROWS = 20
# Longer cells are cut.
_MAX_CHARACTERS = 130
_WIDTH, _INDENT = 110, 18


def check_corpus(
    path: str | Path, reading: Mapping[str, Any] | None = None, full: bool = False, engine: Engine | None = None
) -> str:
    """Describe in plain text what `load_corpus` would load, refuse and remove, without writing anything that stays.

    First in ten lines what is well and what is doubtful, then what to write into ``corpus.yml``; with ``full`` the
    lists behind them as well.

    Raises
    ------
    CorpusError
        When nothing is usable.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus = load_corpus(
            path, min_articles=1, any_language=True, engine=engine, reading=reading, interim=Path(folder)
        )
        lines = check_lines(corpus)
    doubtful = sum(bool(line.doubts) for line in lines)
    head = f"{doubtful} of {len(lines)} to look at, marked ?" if doubtful else "All is well"
    told = [f"{head}. Fingerprint {corpus.fingerprint[:16]}.", *(text for line in lines for text in _write(line))]
    told += _advice(lines, corpus)
    if full:
        return "\n".join([*told, *_sections(corpus)])
    return "\n".join([*told, "", "Every list behind this: analysis check --full"])


def _write(line: CheckLine) -> Iterator[str]:
    begin = f"  {'?' if line.doubts else 'ok':<3}{line.topic:<{_INDENT - 5}}"
    for said in (line.said, *line.more, *(f"? {doubt}" for doubt in line.doubts)):
        yield from textwrap.wrap(
            escape_unprintable(said),
            _WIDTH,
            initial_indent=begin,
            subsequent_indent=" " * _INDENT,
            break_on_hyphens=False,
        )
        begin = " " * (_INDENT - 2)


def _advice(lines: list[CheckLine], corpus: Corpus) -> list[str]:
    """Write the settings that settle the doubts as YAML, ready to copy; a choice as comments."""
    settings = {key: value for line in lines for key, value in line.settings.items()}
    choices = [choice for line in lines for choice in line.choices]
    if not settings and not choices:
        return []
    told: list[str] = []
    for key, value in settings.items():
        if isinstance(value, dict):
            told.append(f"{key}:" + ("   # in place of those that are there" if getattr(corpus.settings, key) else ""))
            told += [f"  # {escape_unprintable(line.note)}" for line in lines if key in line.settings and line.note]
            told += [f"  {entry}" for name, item in value.items() for entry in _yaml({name: item})]
        else:
            told += _yaml({key: value})
    if choices:
        told += ["# take away the # before the line that is right:"]
        told += [f"# {entry}" for choice in choices for entry in _yaml(choice)]
    return ["", "Write into corpus.yml, beside the articles:", "", *told]


def _yaml(settings: dict[str, Any]) -> list[str]:
    lists = any(isinstance(value, list) for value in settings.values())
    form: dict[str, Any] = {"default_flow_style": None if lists else False, "sort_keys": False, "width": 10_000}
    text: str = yaml.safe_dump(settings, allow_unicode=True, **form)
    if not all(line.isprintable() for line in text.split("\n")):
        text = yaml.safe_dump(settings, **form)
    return text.rstrip("\n").split("\n")


def _sections(corpus: Corpus) -> list[str]:
    files = file_table(corpus)
    noted = files[files["guessed"] | (files["columns"] != "")]
    reasons = corpus.refused.groupby("reason").size().rename("articles").reset_index()
    conflicts = corpus.conflicts.groupby(["source", "kind", "found"]).size().rename("articles").reset_index()
    languages = describe_languages(corpus.languages, corpus.language)
    return [
        *_section("Articles by source", source_table(corpus)),
        *_section("Spellings taken for one source", corpus.spellings),
        *_section("Files by type and encoding", form_table(corpus)),
        *_section("Guessed encodings, and columns recognised", noted[["path", "encoding", "columns", "articles"]]),
        *_section("Tables read in doubt", files.loc[files["understood_as"] != "", ["path", "understood_as"]]),
        *_section("Refused, by reason", reasons.sort_values(["articles", "reason"], ascending=[False, True])),
        *_section("Refused", corpus.refused),
        *_section("Removed as boilerplate", corpus.removed[["source", "articles", "text", "examples"]]),
        *_section("Too few articles to recognise boilerplate", corpus.not_cleaned),
        *_section("Duplicates, most first", duplicate_table(corpus)[["articles", "versions", "title", "article_ids"]]),
        *_section("Articles by language", corpus.languages),
        f"  {describe_language(corpus.languages, corpus.language)}",
        # All languages are used here; by default, a run leaves some out.
        *([f"  In a run: {languages}"] if languages else []),
        *_section("To check", conflicts),
    ]


def _section(title: str, table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["", f"{title}: none"]
    rows = [" | ".join(_cell(cell) for cell in row) for row in table.head(_MAX_ROWS).itertuples(index=False)]
    more = [f"  ... and {len(table) - _MAX_ROWS:,} more"] if len(table) > _MAX_ROWS else []
    return ["", f"{title} ({' | '.join(table.columns)}):", *[f"  {row}" for row in rows], *more]


def _cell(value: object) -> str:
    text = escape_unprintable(str(value))
    return text if len(text) <= _MAX_CHARACTERS else text[: _MAX_CHARACTERS - 1] + "…"
