"""Small corpora made for one test: articles in, a loaded corpus out."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from analysis import session
from analysis.corpus import Corpus, load_corpus
from analysis.counts import GroupCounts, count_views, find_names
from analysis.explore import News
from analysis.sources import names_by_source

MakeCorpus = Callable[..., Corpus]
# Invented words.
VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmprst" for b in "aeiou" for c in ("lan", "rot", "vik")]


def article(text: str, source: str = "Beacon", day: str = "2024-03-04", title: str = "") -> dict[str, str]:
    """One record; without a day it is undated."""
    return {"text": text, "source": source, "date": day, "title": title}


def corpus_maker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCorpus:
    """Give a function that writes articles as a JSONL table into a folder of its own and loads them."""
    made = iter(range(1000))

    def make(
        articles: Iterable[dict[str, str]],
        *,
        names: dict[str, list[str]] | None = None,
        agencies: Iterable[str] = (),
        settings: dict[str, Any] | None = None,
        shard_articles: int = 4000,
        **options: Any,
    ) -> Corpus:
        here = folder / f"corpus-{next(made)}"
        here.mkdir()
        lines = [json.dumps(record) for record in articles]
        (here / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (here / "names.yml").write_text(yaml.safe_dump({"families": names or {}}), encoding="utf-8")
        told = {"agencies": list(agencies), **(settings or {})}
        (here / "corpus.yml").write_text(yaml.safe_dump(told), encoding="utf-8")
        return load_here(here, here / "interim", monkeypatch, shard_articles, **{"min_articles": 1, **options})

    return make


def to_explore(corpus: Corpus) -> News:
    """Give a loaded corpus the methods of `analysis.load`."""
    return News(**{field.name: getattr(corpus, field.name) for field in fields(corpus)})


def load_here(
    articles: Path, interim: Path, monkeypatch: pytest.MonkeyPatch, shard_articles: int = 4000, **options: Any
) -> Corpus:
    """Load a corpus with its prepared shards in a folder of the test."""
    monkeypatch.setattr(session, "INTERIM", interim)
    monkeypatch.setattr(importlib.import_module("analysis.corpus.prepare"), "SHARD_ARTICLES", shard_articles)
    return load_corpus(str(articles.resolve()), **options)


def count_names(corpus: Corpus) -> pd.DataFrame:
    """Count the names of a corpus by source."""
    return names_by_source(corpus, find_names(corpus))


def count_groups(corpus: Corpus, terms: Sequence[str] | np.ndarray) -> GroupCounts:
    """Count terms by group of duplicates and source, all text."""
    return count_views(corpus, terms).all_text
