"""The sentences behind a name: where a source, a place or a period uses it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import choose_texts, cut_line, read_articles
from analysis.sources.name_use import in_place
from analysis.tables.term_tables import SENTENCES
from analysis.vocabulary import ALL_SOURCES

NARROWED = ["family", "variant", "source", "period", "place"]


def name_sentences(corpus: Corpus, mentions: pd.DataFrame, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote what stands behind each row of a table of names.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    mentions : DataFrame
        From `analysis.counts.find_names`.
    table : DataFrame
        From `names_by_source`, `names_by_place` or `names_over_time`.
    lines : int
        At most so many for each row.

    Returns
    -------
    DataFrame
        As `analysis.counts.concordance`, rows in the order of the table, the lines of each by date and id; with
        ``family_of, variant_of`` and, where the table has it, ``source_of, period_of, place_of``, which tell the row
        a line belongs to. One line for each independent text, of different days where there are enough.
    """
    keys = [column for column in NARROWED if column in table]
    articles = corpus.articles[["source", "published", "article_id", "path"]]
    named = mentions.join(articles["published"], on="article")
    chosen = [
        choose_texts(_mentions_of(corpus, named, row), lines).assign(rank=rank, **{f"{k}_of": row[k] for k in keys})
        for rank, row in enumerate(table[keys].drop_duplicates().to_dict("records"))
    ]
    told = [f"{key}_of" for key in keys]
    picked = pd.concat([named.head(0).assign(rank=0, **dict.fromkeys(told, "")), *chosen])
    texts = read_articles(corpus, picked["article"])
    whole = (texts["title"] + "\n" + texts["text"]).to_dict()
    cut = [
        cut_line(whole[a], start, end)
        for a, start, end in zip(picked["article"], picked["start"], picked["end"], strict=True)
    ]
    where = articles.iloc[picked["article"]].reset_index(drop=True)
    context = pd.DataFrame(cut, columns=SENTENCES.names[1:4])
    quoted = pd.concat([picked[["rank", *told]].reset_index(drop=True), context, where], axis=1)
    quoted["term"] = quoted["variant_of"]
    quoted = quoted.sort_values(["rank", "published", "source", "article_id"], kind="stable")
    return quoted[[*SENTENCES.names, *told]].reset_index(drop=True)


def _mentions_of(corpus: Corpus, mentions: pd.DataFrame, row: Mapping[Hashable, str]) -> pd.DataFrame:
    """Take the mentions behind one row, the first of each article."""
    families = list(corpus.name_families)
    family = families.index(row["family"])
    kept = (mentions["family"] == family) & (
        mentions["variant"] == corpus.name_families[row["family"]].index(row["variant"])
    )
    if row.get("source", ALL_SOURCES) != ALL_SOURCES:
        kept &= mentions["source"] == corpus.source_names.index(row["source"])
    if "period" in row:
        kept &= mentions["period"] == corpus.periods.index(row["period"])
    if "place" in row:
        kept &= in_place(mentions, row["place"])
    return mentions[kept]
