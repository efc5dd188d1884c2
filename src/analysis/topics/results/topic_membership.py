"""Which topics an article has: its main theme, its subject within that, and the themes it is also about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.tables.topic_share_tables import ARTICLE_SHARES
from analysis.topics.corpus_topics import Topics, all_topics

# An article is also about a theme that makes so much of it beside its main one, and of whose ten words it holds so
# many: a share alone may be doubt. Of articles with several labels in reuters21578, four of five are then labelled so.
MIN_ALSO, MIN_HELD = 0.15, 3
# Of a theme in an article, to be listed.
MIN_LISTED = 0.05


def main_topics(topics: Topics) -> sparse.csr_matrix:
    """Mark the theme and the subject of each article.

    Returns
    -------
    csr_matrix of 0 and 1, (n_articles, n_topics + 1)
        Columns as `all_topics` lists them, and a last one for articles without a theme.
    """
    theme, subject = (_columns(topics, at)[level.positions] for at, level in enumerate(topics.levels))
    divided = np.flatnonzero(subject < topics.n_topics)
    articles = np.concatenate([np.arange(len(theme)), divided])
    return _marks(topics, articles, np.concatenate([theme, subject[divided]]))


def further_topics(topics: Topics) -> sparse.csr_matrix:
    """Mark the themes that an article is also about, as `main_topics` does.

    These make 15 % of it or more beside its main theme, and it holds three of their ten words or more.
    """
    theme, share = _strongest(topics)
    main = _columns(topics, 0)[topics.themes.positions]
    also = (share >= MIN_ALSO) & (theme < topics.n_topics) & (theme != main[:, None])
    if topics.assigned is not None:
        for place, words in enumerate(topics.found[0].fit.words):
            articles, rank = np.nonzero(also & (topics.assigned.themes == place))
            also[articles, rank] = np.diff(topics.sample.counts[articles][:, words].indptr) >= MIN_HELD
    articles, rank = np.nonzero(also)
    return _marks(topics, articles, theme[articles, rank])


def article_shares(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """List the three strongest themes of each article, those after the first from a share of 5 % on.

    Returns
    -------
    DataFrame
        `tables.ARTICLE_SHARES`. Without a row: articles without a topic, and themes that are not shown.
    """
    theme, share = _strongest(topics)
    known = (theme < topics.n_topics) & ((share >= MIN_LISTED) | (np.arange(theme.shape[1]) == 0))
    article, rank = np.nonzero(known)
    rows = all_topics(topics).iloc[theme[article, rank]]
    table = rows.assign(
        article_id=corpus.articles["article_id"].to_numpy()[article], rank=rank + 1, share=share[article, rank]
    )
    return ARTICLE_SHARES.build(table.sort_values(["article_id", "rank"], kind="stable"))


def _columns(topics: Topics, at: int) -> np.ndarray:
    """Give the column of each topic of a level, by place, and that of articles without one."""
    listed = all_topics(topics)
    own = listed[listed["level"] == topics.levels[at].name].sort_values("place")
    return np.append(own.index.to_numpy(dtype=np.int64), len(listed))


def _strongest(topics: Topics) -> tuple[np.ndarray, np.ndarray]:
    """Give the columns of the strongest themes of each article, and their shares; ``n_topics`` where not shown."""
    if topics.assigned is None:
        none = np.full((len(topics.themes.positions), 1), topics.n_topics)
        return none, np.zeros(none.shape)
    columns = dict(zip(topics.themes.numbers, _columns(topics, 0), strict=False))
    # Theme -1 of an article is none.
    shown = np.array([columns.get(number, topics.n_topics) for number in [*topics.found[0].numbers, ""]])
    return shown[topics.assigned.themes], topics.assigned.theme_shares


def _marks(topics: Topics, articles: np.ndarray, columns: np.ndarray) -> sparse.csr_matrix:
    shape = (len(topics.themes.positions), topics.n_topics + 1)
    return sparse.csr_matrix((np.ones(len(articles), dtype=np.int64), (articles, columns)), shape=shape)
