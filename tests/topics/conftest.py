"""Planted corpora and their fits, made once for all tests of topics."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

from corpora import corpus_maker
from planted import SIZES, SOURCES, fit, planted_articles, planted_subjects
from planted_levels import planted_levels

from analysis.corpus import Corpus
from analysis.topics import Topics, topic_card


class Fitted(NamedTuple):
    """A corpus with its topics and their card."""

    corpus: Corpus
    topics: Topics
    card: pd.DataFrame


@pytest.fixture(scope="session")
def keep_corpus(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Corpus]:
    """Give a function that loads articles for as long as all tests run."""

    def make(articles: list[dict[str, str]]) -> Corpus:
        with pytest.MonkeyPatch.context() as monkeypatch:
            return corpus_maker(tmp_path_factory.mktemp("planted"), monkeypatch)(articles)

    return make


@pytest.fixture(scope="session")
def plain_corpus(keep_corpus: Callable[..., Corpus]) -> Corpus:
    """Six themes of 20 articles each, of one source, without dates."""
    return keep_corpus(planted_articles(SIZES))


@pytest.fixture(scope="session")
def plain(plain_corpus: Corpus) -> Fitted:
    """Six topics of `plain_corpus`."""
    return _fitted(plain_corpus)


@pytest.fixture(scope="session")
def rich(keep_corpus: Callable[..., Corpus]) -> Fitted:
    """Six topics of three sources and six months; five further copies of the first article."""
    planted = planted_articles(SIZES, sources=SOURCES)
    dated = [{**a, "date": f"2024-0{1 + i % 6}-{1 + i % 28:02}"} for i, a in enumerate(planted)]
    return _fitted(keep_corpus([*dated, *[dated[0]] * 5]))


@pytest.fixture(scope="session")
def two_levels(keep_corpus: Callable[..., Corpus]) -> Fitted:
    """Three themes of three subjects each, 30 articles a subject, of three sources."""
    return _fitted(keep_corpus(planted_subjects()), 3, n_subjects=9)


@pytest.fixture(scope="session")
def divided(keep_corpus: Callable[..., Corpus]) -> Fitted:
    """Six themes and their 28 subjects, as many as are found."""
    return _fitted(keep_corpus(planted_levels(1, largest=40)), 0)


def _fitted(corpus: Corpus, n_topics: int = 6, **options: Any) -> Fitted:
    topics = fit(corpus, n_topics, **options)
    return Fitted(corpus, topics, topic_card(corpus, topics))
