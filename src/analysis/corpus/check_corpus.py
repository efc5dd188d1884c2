"""What would be loaded, told on a terminal; nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.cleaning.article_language import say_languages
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import copy_groups, file_table, form_table, source_table
from analysis.corpus.load import load_corpus
from analysis.errors import escape_unprintable

_SHOWN = 20
# Longer cells are cut in the middle of a table of a terminal.
_WIDEST = 100


def check_text(path: str | Path, reading: Mapping[str, Any] | None = None) -> str:
    """Describe a corpus without writing anything that stays.

    Parameters
    ----------
    path : str or Path
        Folder or table.
    reading : mapping, optional
        How articles are read; overrides ``corpus.yml``.

    Returns
    -------
    str
        Plain text: articles by source and form, how files were read, records refused with path, line and reason,
        strings removed, groups of copies, languages and conflicts.

    Raises
    ------
    CorpusError
        When nothing is usable.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus = load_corpus(path, min_articles=1, any_language=True, reading=reading, interim=Path(folder))
    return "\n".join([*_head(corpus), *_sections(corpus)])


def _head(corpus: Corpus) -> list[str]:
    used, refused = len(corpus.articles), len(corpus.refused)
    undated = int(corpus.articles["published"].isna().sum())
    return [
        f"{used + refused:,} records found: {used:,} used, {refused:,} refused; "
        f"{corpus.independent_texts:,} independent texts, {corpus.articles['words'].sum():,} words; "
        f"{undated:,} undated.",
        f"Fingerprint {corpus.fingerprint[:16]}.",
    ]


def _sections(corpus: Corpus) -> list[str]:
    files = file_table(corpus)
    told = files[files["guessed"] | (files["columns"] != "")]
    reasons = corpus.refused.groupby("reason").size().rename("records").reset_index()
    conflicts = corpus.conflicts.groupby(["source", "kind", "found"]).size().rename("articles").reset_index()
    return [
        *_section("Articles by source", source_table(corpus)),
        *_section("Files by form and encoding", form_table(corpus)),
        *_section("Guessed encodings, and columns recognised", told[["path", "encoding", "columns", "records"]]),
        *_section("Refused, by reason", reasons.sort_values(["records", "reason"], ascending=[False, True])),
        *_section("Refused", corpus.refused),
        *_section("Removed as repeated by the source", corpus.removed[["source", "articles", "text", "examples"]]),
        *_section("Too few articles to look for repeated strings", corpus.left_alone),
        *_section(
            "Groups of copies, largest first", copy_groups(corpus)[["copies", "versions", "title", "article_ids"]]
        ),
        *_section("Articles by language", corpus.languages),
        *_in_a_run(say_languages(corpus.languages, corpus.language)),
        *_section("Conflicts", conflicts),
    ]


def _in_a_run(languages: str) -> list[str]:
    # Here all are used; unless told otherwise, a run leaves some out.
    return [f"  In a run: {languages}"] if languages else []


def _section(title: str, table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["", f"{title}: none"]
    rows = [" | ".join(_plain(cell) for cell in row) for row in table.head(_SHOWN).itertuples(index=False)]
    more = [f"  ... and {len(table) - _SHOWN:,} more"] if len(table) > _SHOWN else []
    return ["", f"{title} ({' | '.join(table.columns)}):", *[f"  {row}" for row in rows], *more]


def _plain(cell: object) -> str:
    text = escape_unprintable(str(cell))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
