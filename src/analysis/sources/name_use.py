"""One thing, several names: which source uses which, where in the articles, and in which sentences."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import choose_texts, cut_line, read_articles
from analysis.sources.name_differences import compare_shares
from analysis.statistics.resampling import difference_interval, resampling_units, share_interval
from analysis.tables import source_tables as tables
from analysis.tables.term_tables import sentences_behind
from analysis.vocabulary import ALL_SOURCES, BODY, HEADLINE, INSIDE_QUOTES, OUTSIDE_QUOTES

PLACES = [HEADLINE, BODY, INSIDE_QUOTES, OUTSIDE_QUOTES]
# Mentions by what tells them apart: a source, or a source and a place.
Parts = dict[tuple[str, ...], pd.DataFrame]
_SHARE = ["share", "share_low", "share_high"]


@kept
def names_by_source(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family by source, each mention once, and compare each source with all others.

    Parameters
    ----------
    mentions : DataFrame
        From `analysis.counts.find_names`.
    seed : int
        Of the bootstrap and of the shuffles.

    Returns
    -------
    DataFrame
        `tables.NAMES`; intervals are drawn over groups of duplicates.
    """
    keys, of_source = ["family", "variant", "source"], mentions["source"]
    names = list(enumerate(corpus.source_names))
    own: Parts = {(name,): mentions[of_source == s] for s, name in names}
    rest: Parts = {(name,): mentions[of_source != s] for s, name in names}
    table, others = (_shares(corpus, parts, ["source"], seed) for parts in (own, rest))
    table = table.merge(others[[*keys, *_SHARE]], on=keys, how="left", suffixes=("", "_others"))
    own_share, others_share = ([table[c + side].to_numpy(dtype=float) for c in _SHARE] for side in ("", "_others"))
    low, high = difference_interval(own_share, others_share)
    table = table.assign(difference=own_share[0] - others_share[0], difference_low=low, difference_high=high)
    tested = compare_shares(corpus, mentions, seed)
    return tables.NAMES.build(table.merge(tested, on=keys, how="left").fillna({"tier": ""}))


@kept
def names_by_place(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family in headlines and bodies, and inside and outside quotation marks.

    Returns
    -------
    DataFrame
        `tables.NAME_PLACES`: as `names_by_source`, for each place and for all sources together. Every mention is in the
        headline or the body, and again inside or outside quotation marks.
    """
    sources = [(name, mentions["source"] == s) for s, name in enumerate(corpus.source_names)]
    everywhere = pd.Series(True, index=mentions.index)
    parts: Parts = {
        (source, place): mentions[of_source & in_place(mentions, place)]
        for source, of_source in [*sources, (ALL_SOURCES, everywhere)]
        for place in PLACES
    }
    return tables.NAME_PLACES.build(_shares(corpus, parts, ["source", "place"], seed))


def in_place(mentions: pd.DataFrame, place: str) -> pd.Series[bool]:
    """Tell which mentions are in one of the four places."""
    headline, inside = mentions["headline"], mentions["quoted"]
    return {HEADLINE: headline, BODY: ~headline, INSIDE_QUOTES: inside, OUTSIDE_QUOTES: ~inside}[place]


def _shares(corpus: Corpus, parts: Parts, keys: list[str], seed: int) -> pd.DataFrame:
    """Tabulate the share of each variant in parts of the mentions; `keys` are the columns that tell the parts."""
    rows: list[tuple[object, ...]] = []
    for family, (name, variants) in enumerate(corpus.name_families.items()):
        blocks = []
        for part, mentions in parts.items():
            own = mentions[mentions["family"] == family]
            if len(own):
                count, low, high, texts = _count_variants(own, len(variants), seed)
                blocks.append((part, count, count / count.sum(), low, high, texts))
        rows += [
            (name, variant, *part, int(count[v]), share[v], low[v], high[v], texts)
            for v, variant in enumerate(variants)
            for part, count, share, low, high, texts in blocks
        ]
    columns = ["count", *_SHARE, "independent_texts"]
    return pd.DataFrame(rows, columns=["family", "variant", *keys, *columns])


def _count_variants(
    mentions: pd.DataFrame, n_variants: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Count the mentions of each variant, bound their shares, and count the independent texts."""
    unit, texts = resampling_units(mentions["group"].to_numpy())
    held = np.zeros((int(unit.max()) + 1, n_variants), dtype=np.int64)
    np.add.at(held, (unit, mentions["variant"].to_numpy()), 1)
    return held.sum(axis=0), *share_interval(held, held.sum(axis=1, keepdims=True), texts, seed), texts


@kept
def name_sentences(corpus: Corpus, mentions: pd.DataFrame, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote the sentences behind each row of a table of names.

    Parameters
    ----------
    mentions, table : DataFrame
        From `analysis.counts.find_names` and `names_by_source`.
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
    """Take the mentions behind one row."""
    family = list(corpus.name_families).index(row["family"])
    variant = corpus.name_families[row["family"]].index(row["variant"])
    source = corpus.source_names.index(row["source"])
    of_row = (mentions["family"] == family) & (mentions["variant"] == variant) & (mentions["source"] == source)
    return mentions[of_row]
