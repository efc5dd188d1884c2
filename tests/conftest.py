"""What several tests share."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

# Test modules are imported by path; what they share lies here.
sys.path.insert(0, str(Path(__file__).parent))

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class SmallCorpus:
    """As much of a corpus as a report knows."""

    articles: pd.DataFrame
    independent_texts: int
    fingerprint: str


@pytest.fixture
def small_corpus() -> SmallCorpus:
    """Three articles of two sources, two of them the same text."""
    articles = pd.DataFrame(
        {"source": ["a", "a", "b"], "published": pd.to_datetime(["2024-03-03", "2024-03-09", None])}
    )
    return SmallCorpus(articles, 2, "9f3c2a1b" * 8)
