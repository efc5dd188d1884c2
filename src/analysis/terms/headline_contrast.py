"""Words of headlines against what the texts below them make expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_headlines
from analysis.counts import headline_counts as rows
from analysis.statistics.permutation import ALPHA, name_tiers
from analysis.statistics.tails import poisson_interval, poisson_p
from analysis.tables import round_significant
from analysis.tables import term_tables as tables
from analysis.terms.leading_terms import given_terms
from analysis.terms.term_frequency import content_words
from analysis.vocabulary import BODY, HEADLINE


@kept
def headline_terms(
    corpus: Corpus, counts: WordCounts, top_n: int = 20, focus: str | Sequence[str] = ()
) -> pd.DataFrame:
    """Tabulate the words that headlines use more than their texts make expected.

    If the words of a headline were dealt from those of its article, title and text together, a term would be expected
    in headlines as often as the sum over texts of title words x uses / words (`count_headlines`). A sum of such deals
    spreads less than a Poisson count of the same mean, so twice the smaller tail of Poisson is at least the p-value of
    uses in headlines. ``tier`` corrects it for all tested terms in both directions (`name_tiers`). ``ratio`` = uses in
    headlines / expected; its exact interval has the level 1 - .05 R / m for R clear or likely ones of m tested terms,
    and holds 1 just for the others.

    Parameters
    ----------
    top_n : int
        Maximum of words.
    focus : str or sequence of str
        Words and phrases in any capitals that are tested and shown in any case, if they occur.

    Returns
    -------
    DataFrame
        `tables.HEADLINE_TERMS`. Tested are content words in at least 10 independent texts, and those of ``focus``.
        Shown are clear and likely ones that are used more, those whose interval stays furthest from 1, and ``focus``.
        Empty without headlines, text or tested words.

    References
    ----------
    Hoeffding (1956), Annals of Mathematical Statistics 27, and (1963), J. American Statistical Association 58: sums of
    draws spread less. Benjamini & Yekutieli (2005), J. American Statistical Association 100, for the level.
    """
    followed = set(given_terms(focus, corpus.language))
    terms = sorted({*map(str, content_words(counts, corpus.language))} - {*corpus.searched} | followed)
    if not terms:
        return tables.HEADLINE_TERMS.empty()
    summed = count_headlines(corpus, terms).select(terms).toarray()
    expected = round_significant(summed[rows.EXPECTED] / rows.PARTS)
    table = pd.DataFrame(
        {
            "term": terms,
            "headline_count": summed[rows.IN_TITLES],
            "expected": expected,
            "body_count": summed[rows.IN_TEXTS],
        }
    )[expected > 0].reset_index(drop=True)
    if table.empty:
        return tables.HEADLINE_TERMS.empty()
    observed, expected = table["headline_count"].to_numpy(), table["expected"].to_numpy()
    table["p"] = round_significant(poisson_p(observed, expected))
    table["tier"] = name_tiers(table["p"].to_numpy())[0]
    found = table["tier"] != ""
    interval = poisson_interval(observed, 1 - ALPHA * max(int(found.sum()), 1) / len(table))
    for name, count in zip(("ratio", "low", "high"), (observed, *interval), strict=True):
        table[name] = round_significant(count / expected)
    table["place"] = np.where(table["ratio"] > 1, HEADLINE, BODY)
    # Those whose interval stays furthest above 1.
    more = table[found & (table["place"] == HEADLINE)].sort_values(["low", "term"], ascending=[False, True]).head(top_n)
    shown = pd.concat([more, table[table["term"].isin(followed)]]).drop_duplicates("term")
    order = shown.sort_values(["ratio", "expected", "term"], ascending=[False, True, True], kind="stable")
    return tables.HEADLINE_TERMS.build(order)
