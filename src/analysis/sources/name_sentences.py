"""The sentences behind a name: where a source uses it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import choose_texts, cut_line, read_articles
from analysis.tables.term_tables import sentences_behind


@kept
def name_sentences(corpus: Corpus, mentions: pd.DataFrame, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote the sentences behind each row of a table of names.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        From `analysis.counts.find_names`.
    table : DataFrame
        From `names_by_source`.
    lines : int
        Maximum for each row.

    Returns
    -------
    DataFrame
        `sentences_behind` the names, rows in the order of the table, the lines of each by date and id: one for each
        independent text, of different days where there are enough.
    """
    keys = ["family", "variant", "source"]
    published = sentences_behind("names_sentences", keys)
    mentions = mentions.join(corpus.articles["published"], on="article")
    chosen = [
        choose_texts(_mentions_of(corpus, mentions, row), lines).assign(rank=rank, **{f"{k}_of": row[k] for k in keys})
        for rank, row in enumerate(table[keys].drop_duplicates().to_dict("records"))
    ]
    if not chosen:
        return published.empty()
    picked = pd.concat(chosen, ignore_index=True)
    texts = read_articles(corpus, picked["article"])
    whole = (texts["title"] + "\n" + texts["text"]).to_dict()
    cut = [
        cut_line(whole[article], start, end)
        for article, start, end in picked[["article", "start", "end"]].itertuples(index=False)
    ]
    articles = corpus.articles[["source", "published", "article_id", "path"]].iloc[picked["article"]]
    quoted = pd.concat(
        [picked[["rank", *(f"{key}_of" for key in keys)]], pd.DataFrame(cut), articles.reset_index(drop=True)], axis=1
    ).assign(term=picked["variant_of"])
    return published.build(quoted.sort_values(["rank", "published", "source", "article_id"], kind="stable"))


def _mentions_of(corpus: Corpus, mentions: pd.DataFrame, row: Mapping[Hashable, str]) -> pd.DataFrame:
    """Take the mentions behind one row, the first of each article."""
    family = list(corpus.name_families).index(row["family"])
    variant = corpus.name_families[row["family"]].index(row["variant"])
    source = corpus.source_names.index(row["source"])
    kept = (mentions["family"] == family) & (mentions["variant"] == variant) & (mentions["source"] == source)
    return mentions[kept]
