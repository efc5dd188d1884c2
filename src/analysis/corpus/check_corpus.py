"""What would be loaded, as text for a terminal; nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.cleaning.article_language import describe_language, describe_languages
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import duplicate_table, file_table, form_table, source_table
from analysis.corpus.load import load_corpus
from analysis.errors import escape_unprintable
from analysis.wording import plural

_MAX_ROWS = 20
# Longer cells are cut.
_MAX_CHARACTERS = 130


def check_corpus(path: str | Path, reading: Mapping[str, Any] | None = None) -> str:
    """Describe in plain text what `load_corpus` would load, refuse and remove, without writing anything that stays.

    Raises
    ------
    CorpusError
        When nothing is usable.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus = load_corpus(path, min_articles=1, any_language=True, reading=reading, interim=Path(folder))
    used, refused = len(corpus.articles), len(corpus.refused)
    undated = int(corpus.articles["published"].isna().sum())
    head = [
        f"{plural(used + refused, 'article or row', 'articles or rows')} found: {used:,} used, {refused:,} refused; "
        f"{plural(corpus.independent_texts, 'independent text')}, "
        f"{plural(int(corpus.articles['words'].sum()), 'word')}; {undated:,} undated.",
        f"Fingerprint {corpus.fingerprint[:16]}.",
    ]
    return "\n".join([*head, *_sections(corpus)])


def _sections(corpus: Corpus) -> list[str]:
    files = file_table(corpus)
    noted = files[files["guessed"] | (files["columns"] != "")]
    reasons = corpus.refused.groupby("reason").size().rename("articles").reset_index()
    conflicts = corpus.conflicts.groupby(["source", "kind", "found"]).size().rename("articles").reset_index()
    languages = describe_languages(corpus.languages, corpus.language)
    return [
        *_section("Articles by source", source_table(corpus)),
        *_section("Files by type and encoding", form_table(corpus)),
        *_section("Guessed encodings, and columns recognised", noted[["path", "encoding", "columns", "articles"]]),
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
