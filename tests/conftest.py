"""What several tests share."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

# Test modules are imported by path; what they share lies here.
sys.path.insert(0, str(Path(__file__).parent))

from corpora import MakeCorpus, corpus_maker, load_here

from analysis.corpus import Corpus

PROJECT = Path(__file__).parents[1]

# The same examples in every run, and a busy machine is no failure.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@dataclass(frozen=True)
class SmallCorpus:
    """As much of a corpus as a report knows."""

    articles: pd.DataFrame
    independent_texts: int
    fingerprint: str
    title: str = ""
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)
    conflicts: pd.DataFrame = field(default_factory=pd.DataFrame)


@pytest.fixture
def small_corpus() -> SmallCorpus:
    """Three articles of two sources, two of them the same text."""
    articles = pd.DataFrame(
        {"source": ["a", "a", "b"], "published": pd.to_datetime(["2024-03-03", "2024-03-09", None])}
    )
    return SmallCorpus(articles, 2, "9f3c2a1b" * 8)


@pytest.fixture
def make_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCorpus:
    """Write articles into a folder of the test and load them."""
    return corpus_maker(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The shipped sample, loaded as the notebooks do."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return load_here(PROJECT / "data" / "raw", tmp_path_factory.mktemp("interim"), monkeypatch, min_articles=10)
