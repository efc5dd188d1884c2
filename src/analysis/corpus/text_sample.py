"""A fixed sample of the texts of a corpus, by chance alone, in which every source has some."""

from __future__ import annotations

import numpy as np
import pandas as pd

# Of more articles, texts are compared in a sample: what is held of each text and term grows with them.
MAX_COMPARED = 60_000
# Each source has as many texts in it, or all, where half of the sample is enough for that.
MIN_TEXTS = 1000


def draw_texts(articles: pd.DataFrame, most: int) -> np.ndarray:
    """Draw texts, all duplicates of each, of up to ``most`` articles together; the same ones whatever the order.

    First come `MIN_TEXTS` texts of each source, then any others, in the order of a hash of the group's name: the name
    itself is the smallest hash of the group's versions, so that texts with many versions have small ones.

    Parameters
    ----------
    articles : DataFrame
        ``group, source``.

    Returns
    -------
    ndarray of int
        Rows of the articles drawn, ascending. One text at least.
    """
    group, names = pd.factorize(articles["group"].to_numpy(dtype=object))
    chance, size = pd.util.hash_array(names), np.bincount(group)
    texts = pd.DataFrame({"source": articles["source"].to_numpy(dtype=object), "group": group}).drop_duplicates()
    texts = texts.assign(chance=chance[texts["group"]], name=names[texts["group"]]).sort_values(["chance", "name"])
    place = texts.groupby("source").cumcount().groupby(texts["group"]).min().to_numpy()
    least = _least_texts(most, texts["source"].nunique())
    order, taken, left = np.lexsort((names, chance, np.minimum(place, least))), list[int](), most
    for text, n in zip(order.tolist(), size[order].tolist(), strict=True):
        if n <= left:
            taken.append(text)
            left -= n
            if not left:
                break
    return np.flatnonzero(np.isin(group, taken or order[:1]))


def describe_sample(what: str, n_articles: int, n_sources: int) -> list[str]:
    """Say that ``what`` is compared in a sample, where there are more than `MAX_COMPARED` articles.

    Examples
    --------
    >>> describe_sample("Sources", 80_000, 100)
    ['Sources are compared in a fixed sample of 60,000 of 80,000 articles: at least 300 texts of each, or all it has.']
    """
    if n_articles <= MAX_COMPARED:
        return []
    least = f"at least {_least_texts(MAX_COMPARED, n_sources):,} texts of each, or all it has"
    return [f"{what} are compared in a fixed sample of {MAX_COMPARED:,} of {n_articles:,} articles: {least}."]


def _least_texts(most: int, n_sources: int) -> int:
    return min(MIN_TEXTS, most // 2 // n_sources)
