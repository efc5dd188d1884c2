"""What a report must know of the corpus it rests on, and what it tells the index of it."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from analysis.report.words import clean_text


class Evidence(Protocol):
    """What a report must know of the corpus it rests on."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article, with ``source`` and ``published``."""

    @property
    def independent_texts(self) -> int:
        """How many different texts there are."""

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits."""

    @property
    def refused(self) -> pd.DataFrame:
        """Records that could not be used."""

    @property
    def conflicts(self) -> pd.DataFrame:
        """Contradictions between articles and their records."""

    @property
    def title(self) -> str:
        """What its owner calls it; may be empty."""


def corpus_facts(corpus: Evidence, lock: str) -> dict[str, Any]:
    """List what the page and the index need to know of a corpus; ``lock`` is the SHA-256 of the lock file."""
    dates = corpus.articles["published"].dropna()
    return {
        "kind": "corpus",
        "title": clean_text(corpus.title),
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
