"""Two sources, or two spans of time, compared with each other: the terms that differ between the two alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import MAX_COMPARED, Corpus, compared_parts, describe_sample, split_corpus
from analysis.counts import GroupCounts, count_views, count_words
from analysis.sources.comparison import Comparison, compare_sources, terms_to_test
from analysis.sources.distinctive import left_to_phrases
from analysis.sources.effects import compare_rates, leaves_one, measure_effects, strength_of
from analysis.statistics.group_sums import two_sources
from analysis.statistics.permutation import interval_level, name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import ScoreTest, Texts, first_articles, score_texts
from analysis.tables import round_significant
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import CLEAR
from analysis.wording import in_span, plural, quoted, rounded, span_words

_MAX_FINDINGS = 4


def pair_terms(comparison: Comparison, pair: Sequence[str]) -> pd.DataFrame:
    """Test two sources against each other alone, as all sources are against all others.

    Parameters
    ----------
    pair : sequence of str
        From `analysis.corpus.choose_sources`.

    Returns
    -------
    DataFrame
        `tables.PAIR_TERMS`: clear and likely differences of the two, house marks of neither; a word that a phrase
        holds in two thirds of its uses is left to the phrase. Empty without a pair, or without one of it in the sample.
    """
    if not pair or not len(comparison.terms) or not {*pair} <= {*comparison.names}:
        return tables.PAIR_TERMS.empty()
    chosen = [comparison.names.index(name) for name in pair]
    weights = comparison.texts.weights[:, chosen]
    texts = replace(comparison.texts, weights=weights).select(np.asarray(weights.sum(axis=1)).ravel() > 0)
    marks = comparison.marks["term"][comparison.marks["source"].isin(chosen)]
    tested = _often(texts) & ~np.isin(np.arange(len(comparison.terms)), marks)
    rows = two_sources(comparison.rows.all_text, *chosen)
    return _tabulate(comparison.terms, rows, score_texts(texts), tested, pair)


@kept
def compare_two(corpus: Corpus, between: str | Sequence[str] = (), phrases: Sequence[str] = ()) -> pd.DataFrame:
    """Test the words of two sources, of two spans of time, or of the two halves of it, against each other.

    Parameters
    ----------
    between : sequence of str
        As of `analysis.corpus.compared_parts`.
    phrases : sequence of str
        Phrases to test beside the words (`analysis.terms.find_phrases`).

    Returns
    -------
    DataFrame
        `tables.PAIR_TERMS`, as `pair_terms` of the two sources alone; of spans of time among texts of the same outlet
        and of like length (outlets of fewer than ten texts are one): that an outlet has more articles at one time than
        at another is no difference. Then names of months and days are not tested, nor what `terms_to_test` leaves out,
        and ``period`` is the span that uses the term more. Of a sample of more than 60,000 articles of the two. Empty
        without ``between`` for fewer than two periods.
    """
    compared = compared_parts(corpus, between)
    if compared is None:
        return tables.PAIR_TERMS.empty()
    parts = split_corpus(corpus, compared.part, compared.names)
    if not compared.in_time:
        # What others write takes no certainty from the two.
        return pair_terms(compare_sources(parts, count_words(parts), phrases), compared.names)
    parts, _ = parts.sampled(MAX_COMPARED)
    terms = terms_to_test(corpus, count_words(parts), phrases, with_dates=False)
    if not len(terms):
        return tables.PAIR_TERMS.empty()
    views = count_views(parts, terms)
    first, weights = first_articles(parts)
    outlet = parts.articles["outlet"].iloc[first]
    few = outlet.groupby(outlet).transform("size") < MIN_TEXTS_FOR_INTERVAL
    texts = Texts(views.one_each.counts, views.one_each.words, weights)
    test = score_texts(texts, stratum=pd.factorize(outlet.mask(few, ""))[0])
    # A phrase may be in fewer texts.
    tested = _often(texts)
    table = _tabulate(terms, two_sources(views.all_text, 0, 1), test, tested, parts.source_names)
    return tables.PAIR_TERMS.build(table.assign(period=table["source"].where(table["more"], table["other"])))


def two_limits(corpus: Corpus, between: str | Sequence[str] = ()) -> list[str]:
    """Say whether `compare_two` compares a sample: a sentence, or none."""
    compared = compared_parts(corpus, between)
    if compared is None:
        return []
    what = "The two spans of time" if compared.in_time else "The two sources"
    return describe_sample(what, int((compared.part >= 0).sum()), 2)


def period_findings(two: pd.DataFrame) -> list[Finding]:
    """Report up to four words of two spans of time, from `compare_two`, no two with a word in common.

    Clear ones, whose rates, which are what a reader sees, differ surely too: their interval leaves 1.
    """
    findings, taken = list[Finding](), set[str]()
    for row in two[(two["tier"] == CLEAR) & leaves_one(two, two["more"].to_numpy())].to_dict("records"):
        words = set(str(row["term"]).split(" "))
        if len(findings) == _MAX_FINDINGS or not taken.isdisjoint(words):
            continue
        taken |= words
        sides = [(row["source"], row["per_million"]), (row["other"], row["other_per_million"])]
        (here, most), (there, least) = sides if row["more"] else sides[::-1]
        rates = pd.DataFrame(sides, columns=["span", "rate"]).assign(span=lambda table: table["span"].map(span_words))
        texts = row["texts"] if row["more"] else row["other_texts"]
        findings.append(
            Finding(
                "change",
                "",
                f"{quoted(row.get('shown', row['term']))} is used more {in_span(here)} than {in_span(there)}: "
                f"{rounded(most)} against {rounded(least)} times per million words.",
                f"{CLEAR} · in the same outlets · in {plural(texts, 'independent text')}",
                CLEAR,
                float(round_significant(np.array([abs(row["lrc"]) * np.sqrt(texts)]))[0]),
                "pair_terms",
                Picture.of("bars", "per_million", rates, "span", "rate", [span_words(here)]),
            )
        )
    return findings


def _often(texts: Texts) -> np.ndarray:
    """Tell which terms are in enough of some texts to be tested there, (n_terms,) of bool."""
    held = texts.uses.tocsc().getnnz(axis=0)
    return np.asarray(held >= MIN_TEXTS_FOR_INTERVAL)


def _tabulate(
    terms: np.ndarray, rows: GroupCounts, test: ScoreTest, tested: np.ndarray, pair: Sequence[str]
) -> pd.DataFrame:
    """Tabulate the clear and likely differences of two, of those of the terms that are tested and used."""
    family = test.varies[0] & tested & (np.asarray(rows.counts.sum(axis=0)).ravel() > 0)
    tier, q = name_tiers(test.p[0], family)
    level = interval_level(int((tier != "").sum()), int(family.sum()))
    at = np.flatnonzero(tier != "")
    cells, more = (np.zeros(len(at), dtype=np.int64), at), test.direction[0, at] > 0
    effects = measure_effects(rows, cells, level)
    rates = {
        name: 1e6 * effects[f"count{end}"] / effects[f"words{end}"].clip(lower=1)
        for name, end in (("per_million", ""), ("other_per_million", "_others"))
    }
    table = effects.assign(
        term=terms[at],
        source=pair[0],
        other=pair[1],
        other_count=effects["count_others"],
        other_texts=effects["texts_others"],
        tier=tier[at],
        q=q[at],
        more=more,
        **rates,
        **compare_rates(effects),
    )
    whole = np.zeros(len(at), dtype=bool)
    for side, count in ((more, "count"), (~more, "other_count")):
        whole[side] = left_to_phrases(table.loc[side, "term"], table.loc[side, count])
    order = np.lexsort((table["term"].astype(str), table["q"], -strength_of(effects, more), table["tier"] != CLEAR))
    return tables.PAIR_TERMS.build(table.iloc[order[whole[order]]])
