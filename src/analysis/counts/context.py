"""A line of a concordance: a keyword with the words on either side."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.corpus import Corpus

COLUMNS = ["term", "left", "keyword", "right", "source", "published", "article_id", "path"]
# Characters on either side: about 30 words with the keyword, never an article's substance; of very short words 60.
CONTEXT = 90
MOST_WORDS = 60


def cut_line(text: str, start: int, end: int) -> dict[str, str]:
    """Cut the words around a keyword out of a text.

    Parameters
    ----------
    text : str
        Paragraphs, one a line.
    start, end : int
        Where the keyword stands.

    Returns
    -------
    dict of str to str
        ``left, keyword, right``, from the keyword's own paragraph, whole words only, with "…" where more stands.
    """
    left = text[max(0, start - CONTEXT) : start].split("\n")[-1]
    right = text[end : end + CONTEXT].split("\n")[0]
    cut_left = start - len(left) > 0 and text[start - len(left) - 1] != "\n"
    cut_right = end + len(right) < len(text) and text[end + len(right)] != "\n"
    keyword = text[start:end]
    words = (MOST_WORDS - len(keyword.split())) // 2
    left, right = left.split(" ", 1)[-1] if cut_left else left, right.rsplit(" ", 1)[0] if cut_right else right
    short_left, short_right = _last_words(left, words), _last_words(right[::-1], words)[::-1]
    return {
        "left": "… " + short_left if cut_left or short_left != left else left,
        "keyword": keyword,
        "right": short_right + " …" if cut_right or short_right != right else right,
    }


def choose_texts(articles: pd.DataFrame, lines: int) -> pd.DataFrame:
    """Choose articles to be quoted: of independent texts, and of different days where there are enough.

    Parameters
    ----------
    articles : DataFrame
        ``group`` of copies and ``published`` (missing for none), the first choice first.
    lines : int
        At most so many.

    Returns
    -------
    DataFrame
        Rows of ``articles``: the first of each day before the second, articles without a date as if each had its own.
    """
    once = articles.drop_duplicates("group")
    turn = once.groupby("published").cumcount().reindex(once.index, fill_value=0)
    turn = turn.where(once["published"].notna(), 0)
    return once.loc[turn.sort_values(kind="stable").index].head(lines)


def read_articles(corpus: Corpus, positions: Iterable[int]) -> pd.DataFrame:
    """Read headline and text of some articles.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    positions : iterable of int
        In ``corpus.articles``.

    Returns
    -------
    DataFrame
        ``title, text``, indexed by position, in the order of the shards; only shards that hold one are read.
    """
    wanted = np.unique(np.fromiter(positions, dtype=np.int64))
    parts = [pd.DataFrame(columns=["title", "text"])]
    for shard in corpus.shards:
        held = np.isin(shard.article, wanted)
        if held.any():
            parts.append(shard.read(["title", "text"])[held].set_index(shard.article[held]))
    return pd.concat(parts)


def _last_words(text: str, most: int) -> str:
    """Cut a text to its last words, with the white space behind them."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return text[starts[-most] :] if len(starts) > most else text
