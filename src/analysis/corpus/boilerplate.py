"""Footers and headers: paragraphs that a source repeats at the head or tail of its articles."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

# A source with fewer distinct articles is left alone: three articles on one event share more than a footer.
SMALLEST_SOURCE = 10
# Share of a source's articles that carry the paragraph, and the most that is allowed in all other sources.
COMMON_SHARE = 0.3
RARE_SHARE = 0.05
# How many paragraphs at either end are looked at.
DEPTH = 5


def paragraph_key(paragraph: str) -> int:
    """Hash a paragraph without regard to capitals and blanks, to 64 bits."""
    plain = " ".join(paragraph.casefold().split())
    return int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8).digest(), "big", signed=True)


def ends(paragraphs: list[str]) -> list[str]:
    """List the paragraphs at the head and tail of an article, each once; the whole of a short article."""
    return list(dict.fromkeys(paragraphs[:DEPTH] + paragraphs[-DEPTH:]))


def find_boilerplate(seen: pd.DataFrame, articles: pd.Series) -> dict[str, frozenset[int]]:
    """Find the paragraphs that are a source's furniture.

    A paragraph is boilerplate of a source when it stands at the head or tail of at least 30 % of the source's distinct
    articles and of at most 5 % of the articles of all others (or of one of them).

    Parameters
    ----------
    seen : DataFrame
        One row per distinct article x paragraph at its ends; columns ``source``, ``key`` (`paragraph_key`).
    articles : Series
        Distinct articles of each source.

    Returns
    -------
    dict
        Source -> keys of its boilerplate; sources with fewer than 10 distinct articles have none.
    """
    counts = seen.groupby(["source", "key"]).size().rename("n").reset_index()
    counts["all"] = counts.groupby("key")["n"].transform("sum")
    own = counts["source"].map(articles).to_numpy()
    others = int(articles.sum()) - own
    elsewhere = (counts["all"] - counts["n"]).to_numpy() / np.maximum(others, 1)
    # One reprint in a small neighbour is no reason to keep a footer.
    allowed = np.maximum(RARE_SHARE, 1 / np.maximum(others, 1))
    common = (own >= SMALLEST_SOURCE) & (counts["n"].to_numpy() >= COMMON_SHARE * own) & (elsewhere <= allowed)
    return {str(source): frozenset(rows["key"]) for source, rows in counts[common].groupby("source")}


def strip_boilerplate(paragraphs: list[str], boilerplate: frozenset[int]) -> tuple[list[str], list[str]]:
    """Take the boilerplate off both ends of an article.

    Parameters
    ----------
    paragraphs : list of str
        The article.
    boilerplate : frozenset of int
        Keys of its source.

    Returns
    -------
    kept, removed : list of str
        Paragraphs in their order. Nothing is removed that would leave no text.
    """
    last = len(paragraphs) - DEPTH
    is_furniture = [(i < DEPTH or i >= last) and paragraph_key(p) in boilerplate for i, p in enumerate(paragraphs)]
    if all(is_furniture):
        return paragraphs, []
    kept = [p for p, gone in zip(paragraphs, is_furniture, strict=True) if not gone]
    return kept, [p for p, gone in zip(paragraphs, is_furniture, strict=True) if gone]
