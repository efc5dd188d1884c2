"""Which source prefers which of several names for one thing, beyond what chance makes of so many comparisons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics.permutation import blocks_of_groups, judge_together, shuffle_labels, swap_with_singletons
from analysis.statistics.resampling import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL
from analysis.tables import round_significant
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import percent, plural, points_between

SHUFFLES = 1998
_MAX_FINDINGS = 3
# The share that makes a name the usual one of a source, where it cannot be tested.
_MIN_SHARE = 0.6


def compare_shares(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Test whether the sources differ in the names they use, all families, variants and sources at once.

    The statistic is the source's share of a variant among its mentions of the family less that of all other sources. It
    is compared with shuffles of the sources of the texts that name the family, groups of duplicates moving as blocks
    (`analysis.statistics.judge_together`): a text keeps its mentions, so one that repeats a name counts once.

    Parameters
    ----------
    mentions : DataFrame
        From `analysis.counts.find_names`.
    seed : int
        Of the shuffles.

    Returns
    -------
    DataFrame
        ``family, variant, source, p, p_adjusted, q, tier``: of the sources with at least 10 independent texts that name
        the family, where the others have as many.
    """
    keys: list[tuple[str, str, str]] = []
    found = [np.zeros((1 + SHUFFLES, 0))]
    for number, (family, variants) in enumerate(corpus.name_families.items()):
        group, source, uses = _uses_by_text(mentions[mentions["family"] == number], len(variants))
        able = _sources_with_texts(group, source)
        if len(able):
            keys += [(family, variant, corpus.source_names[s]) for s in able for variant in variants]
            found.append(_differences(group, source, uses, able, np.random.default_rng([seed, number])))
    statistics = np.hstack(found)
    tests = judge_together(statistics[0], statistics[1:])
    table = pd.DataFrame(keys, columns=["family", "variant", "source"])
    return table.assign(p=tests.p, p_adjusted=tests.p_adjusted, q=tests.q, tier=tests.tier)


def name_findings(names: pd.DataFrame) -> Iterator[Finding]:
    """Name the sources that use a name more than the others do: of each source its strongest, three in all.

    Where none is beyond chance, the largest difference of a source with five texts is reported as counted: when the
    name makes up most of its mentions, and under half of at least ten of the others.

    Parameters
    ----------
    names : DataFrame
        From `names_by_source`.
    """
    together = names.groupby(["family", "variant"])["count"].transform("sum")
    of_family = names.groupby("family")["count"].transform("sum")
    total = names.groupby(["family", "source"])["count"].transform("sum")
    table = names.assign(total=total, same=together - names["count"], others=of_family - total)
    size = table["difference_low"].where(table["tier"] != "", table["difference"]).clip(lower=0)
    table["strength"] = round_significant((size * np.sqrt(table["independent_texts"])).to_numpy(dtype=float))
    own = table[(table["difference"] > 0) & (table["source"] != OTHER_SOURCES)]
    told, limit = own[own["tier"] != ""], _MAX_FINDINGS
    if told.empty:
        enough = (own["independent_texts"] >= MIN_TEXTS) & (own["others"] >= MIN_TEXTS_FOR_INTERVAL) & own["p"].isna()
        told, limit = own[enough & (own["share"] >= _MIN_SHARE) & (own["share_others"] < 0.5)], 1
    # "clear" comes before "likely" in the alphabet too.
    first = told.sort_values(["tier", "strength"], ascending=[True, False], kind="stable").drop_duplicates("source")
    for row in first.head(limit).to_dict("records"):
        sure = "too few texts to test"
        if row["tier"]:
            ends = points_between(100 * row["difference_low"], 100 * row["difference_high"])
            sure = f"{row['tier']} · {ends} points more (95% interval)"
        shares = table[(table["family"] == row["family"]) & (table["variant"] == row["variant"])]
        yield Finding(
            "names",
            row["source"],
            f"{row['source']} calls {row['family']} “{row['variant']}” in {row['count']:,} of "
            f"{plural(row['total'], 'mention')}; the other{'s' * (len(shares) > 2)} in "
            f"{row['same']:,} of {row['others']:,}.",
            f"{sure} · {percent(row['share'])} against {percent(row['share_others'])} · "
            f"{plural(row['independent_texts'], 'independent text')} with a mention",
            row["tier"],
            row["strength"],
            "names",
            Picture.of("dots", "share", shares, "source", "share", [row["source"]]),
        )


def _uses_by_text(mentions: pd.DataFrame, n_variants: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count variants by independent text and source: group and source, (n_rows,), and uses, (n_rows, n_variants)."""
    cells, row = np.unique(mentions[["group", "source"]].to_numpy(), axis=0, return_inverse=True)
    uses = np.zeros((len(cells), n_variants), dtype=np.int64)
    np.add.at(uses, (row.ravel(), mentions["variant"].to_numpy()), 1)
    return cells[:, 0], cells[:, 1], uses


def _sources_with_texts(group: np.ndarray, source: np.ndarray) -> np.ndarray:
    """List the sources that have enough independent texts, where the others together have enough too."""
    texts = np.bincount(source)
    others = [len(np.unique(group[source != s])) for s in range(len(texts))]
    return np.flatnonzero((texts >= MIN_TEXTS_FOR_INTERVAL) & (np.array(others, dtype=int) >= MIN_TEXTS_FOR_INTERVAL))


def _differences(
    group: np.ndarray, source: np.ndarray, uses: np.ndarray, able: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Give each source's share of each variant less the others', as it is and in each shuffle.

    Returns
    -------
    ndarray of float, (1 + n_shuffles, n_able x n_variants)
        Sources in the order of ``able``, the variants of each together.
    """
    blocks, n_sources, total = blocks_of_groups(group), int(source.max()) + 1, uses.sum(axis=0)
    found = np.empty((1 + SHUFFLES, len(able), uses.shape[1]))
    for shuffle in range(1 + SHUFFLES):
        labels = source
        if shuffle:
            labels = swap_with_singletons(shuffle_labels(source, blocks, generator), blocks, generator)
        held = [np.bincount(labels, weights=column, minlength=n_sources)[able] for column in uses.T]
        own = np.column_stack(held)
        rest = total - own
        found[shuffle] = own / own.sum(axis=1, keepdims=True) - rest / rest.sum(axis=1, keepdims=True)
    return found.reshape(len(found), -1)
