"""What a report must know of its corpus, and what it passes on to the index."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from analysis.wording import one_line, plural


class ReportedCorpus(Protocol):
    """What a report must know of the corpus it is about."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article, with ``source`` and ``published``."""

    @property
    def independent_texts(self) -> int:
        """Number of different texts."""

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits."""

    @property
    def refused(self) -> pd.DataFrame:
        """Files and rows that could not be used."""

    @property
    def conflicts(self) -> pd.DataFrame:
        """Contradictions between articles and their metadata."""

    @property
    def title(self) -> str:
        """What its owner calls it; may be empty."""


def article_counts(corpus: ReportedCorpus) -> str:
    """Write how many articles and independent texts there are."""
    return f"{plural(len(corpus.articles), 'article')} / {plural(corpus.independent_texts, 'independent text')}"


def corpus_facts(corpus: ReportedCorpus, lock: str) -> dict[str, Any]:
    """List what page and index need to know of a corpus; ``lock`` is the SHA-256 of the lock file."""
    dates = corpus.articles["published"].dropna()
    return {
        "kind": "corpus",
        "title": one_line(corpus.title),
        "articles": len(corpus.articles),
        "independent_texts": int(corpus.independent_texts),
        "sources": int(corpus.articles["source"].nunique()),
        "first": f"{dates.min():%Y-%m-%d}" if len(dates) else "",
        "last": f"{dates.max():%Y-%m-%d}" if len(dates) else "",
        "refused": len(corpus.refused),
        "conflicts": len(corpus.conflicts),
        "fingerprint": corpus.fingerprint,
        "lock": lock,
    }
