"""One thing, several names: which source uses which, where in the articles, and when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval, resampling_units
from analysis.tables import round_significant
from analysis.vocabulary import ALL_SOURCES

COLUMNS = ["family", "variant", "source", "count", "share", "share_low", "share_high", "independent_texts"]
HEADLINE, BODY, INSIDE, OUTSIDE = "headline", "body", "inside quotation marks", "outside quotation marks"
PLACES = [HEADLINE, BODY, INSIDE, OUTSIDE]
# Mentions by what tells them apart: a source, a source and a place, a period.
Parts = dict[tuple[str, ...], pd.DataFrame]


def names_by_source(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family by source, each mention once.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    mentions : DataFrame
        From `analysis.counts.find_names`.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per family x variant (in the order of ``names.yml``) x source that names the family: ``count``;
        ``share`` of the source's mentions of the family, with its 95 % interval over groups of copies (missing when
        fewer than 10 independent texts of the source name it); ``independent_texts`` of the source that name the
        family. Empty without families or mentions.
    """
    sources: Parts = {(name,): mentions[mentions["source"] == s] for s, name in enumerate(corpus.source_names)}
    return _shares(corpus, sources, ["source"], seed)


def names_by_place(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family in headlines and bodies, and inside and outside quotation marks.

    Parameters
    ----------
    corpus, mentions, seed
        As in `names_by_source`.

    Returns
    -------
    DataFrame
        As `names_by_source`, with ``place`` after ``source``: "headline" and "body" are all mentions, and so are
        "inside quotation marks" and "outside quotation marks", which count headline and body together. ``share`` and
        ``independent_texts`` are of the source's mentions of the family in that place; there is no row where there are
        none. Sources in the order of the corpus, then "all sources" together; places in the order above.
    """
    sources = [(name, mentions["source"] == s) for s, name in enumerate(corpus.source_names)]
    everywhere = pd.Series(True, index=mentions.index)
    parts: Parts = {
        (source, place): mentions[of_source & in_place(mentions, place)]
        for source, of_source in [*sources, (ALL_SOURCES, everywhere)]
        for place in PLACES
    }
    return _shares(corpus, parts, ["source", "place"], seed)


def names_over_time(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family period by period.

    Parameters
    ----------
    corpus, mentions, seed
        As in `names_by_source`.

    Returns
    -------
    DataFrame
        As `names_by_source`, with ``period`` (in time) for ``source``, and ``part_period``. There is no row for a
        period that does not name the family; undated articles are left out. Empty for a corpus with fewer than two
        periods.
    """
    dated = corpus.periods if len(corpus.periods) > 1 else []
    periods: Parts = {(name,): mentions[mentions["period"] == p] for p, name in enumerate(dated)}
    table = _shares(corpus, periods, ["period"], seed)
    partial = corpus.articles.groupby("period")["part_period"].any()
    return table.assign(part_period=table["period"].map(partial).astype(bool))


def in_place(mentions: pd.DataFrame, place: str) -> pd.Series[bool]:
    """Tell which mentions stand in one of the four places."""
    headline, inside = mentions["headline"], mentions["quoted"]
    return {HEADLINE: headline, BODY: ~headline, INSIDE: inside, OUTSIDE: ~inside}[place]


def _shares(corpus: Corpus, parts: Parts, named: Sequence[str], seed: int) -> pd.DataFrame:
    """Tabulate the share of each variant in parts of the mentions; `named` are the columns that tell the parts."""
    columns = ["family", "variant", *named, *COLUMNS[3:]]
    rows: list[tuple[tuple[int, int, int], tuple[object, ...]]] = []
    for f, (family, variants) in enumerate(corpus.name_families.items()):
        for p, (part, mentions) in enumerate(parts.items()):
            mine = mentions[mentions["family"] == f]
            if mine.empty:
                continue
            held, texts = _by_unit(mine, len(variants))
            count = held.sum(axis=0)
            low = high = np.full(len(variants), np.nan)
            if texts >= MIN_TEXTS_FOR_INTERVAL:
                low, high = ratio_interval(held, held.sum(axis=1, keepdims=True), seed)
                # All or nothing does not vary: exact limits, each text a trial (Clopper & Pearson 1934).
                rare = 1 - 0.025 ** (1 / texts)
                low = np.where(count == 0, 0.0, np.where(count == count.sum(), 1 - rare, low))
                high = np.where(count == 0, rare, np.where(count == count.sum(), 1.0, high))
            rows += [
                ((f, v, p), (family, variant, *part, int(count[v]), count[v] / count.sum(), low[v], high[v], texts))
                for v, variant in enumerate(variants)
            ]
    rows.sort(key=lambda row: row[0])
    table = pd.DataFrame([row for _, row in rows], columns=columns)
    for column in ("share", "share_low", "share_high"):
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    return table


def _by_unit(mentions: pd.DataFrame, n_variants: int) -> tuple[np.ndarray, int]:
    """Count variants in resampling units (a group of copies, or one of 256 sets of groups), and the groups."""
    unit, texts = resampling_units(mentions["group"].to_numpy())
    held = np.zeros((int(unit.max()) + 1, n_variants), dtype=np.int64)
    np.add.at(held, (unit, mentions["variant"].to_numpy()), 1)
    return held, texts
