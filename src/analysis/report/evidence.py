"""What a report must know of the corpus it rests on, and what it tells the index of it."""

from __future__ import annotations

from html import escape
from typing import Any, Protocol

import pandas as pd

from analysis.report.display_text import clean_text


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


def counts_words(corpus: Evidence) -> str:
    """Write how many articles and independent texts there are."""
    articles, texts = len(corpus.articles), corpus.independent_texts
    return (
        f"{articles:,} {'article' if articles == 1 else 'articles'} / "
        f"{texts:,} independent {'text' if texts == 1 else 'texts'}"
    )


def made_html(corpus: Evidence, lock: str, earlier: str) -> str:
    """Write what a report was made from; ``earlier`` is the digest of the report it is compared with, "" for none."""
    before = f", earlier report <code>{earlier[:16]}</code>" if earlier else ""
    return (
        f'<p class="made">{escape(counts_words(corpus))}, corpus <code>{escape(corpus.fingerprint[:16])}</code>, '
        f"lock <code>{lock[:16]}</code>{before}. The same articles, lock and parameters give the same bytes.</p>"
    )


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
