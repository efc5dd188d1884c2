"""Names mixed inside articles: entropies by hand."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.counts import find_names
from analysis.sources import mixed_articles, name_consistency

NAMES = {"Front": ["Inland Sovereignty Front", "ISF", "IS"], "army": ["Home Guard", "HG"]}
# -3/4 log2 3/4 - 1/4 log2 1/4.
QUARTER = 0.811278


def test_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("IS fled. IS came. The ISF stayed; the ISF is here.", "Beacon"),  # 1 bit
            article("IS is gone: IS, IS and the ISF, once more.", "Beacon"),  # 3 to 1
            article("Only IS, and nothing but IS, in this one.", "Beacon"),  # 0 bits
            article("One ISF does not make a mixture of names.", "Beacon"),  # one mention
            article("The HG and the Home Guard met IS at noon.", "Standard"),  # 1 bit in the army
        ],
        names=NAMES,
    )
    table = name_consistency(corpus, find_names(corpus))
    assert table[
        ["family", "source", "articles", "mixed_share", "entropy", "independent_texts"]
    ].to_numpy().tolist() == [
        ["Front", "Beacon", 3, 0.666667, round((1 + QUARTER) / 3, 6), 3],
        ["army", "Standard", 1, 1.0, 1.0, 1],
    ]
    assert table[["mixed_share_low", "entropy_high"]].isna().all(axis=None)


def test_the_most_mixed_articles_come_first(make_corpus: MakeCorpus) -> None:
    stitched = article("The Inland Sovereignty Front fled. IS came. The ISF stayed.", "Standard", "2024-03-07")
    corpus = make_corpus(
        [
            article("IS is gone: IS, IS and the ISF, once more.", "Beacon"),
            article("The HG and the Home Guard met at noon.", "Beacon"),
            article("IS fled. IS came. The ISF stayed; the ISF is here.", "Beacon"),
            stitched,
            article("Only IS, and nothing but IS, in this one.", "Beacon"),
            {**stitched, "date": "2024-03-08"},
        ],
        names=NAMES,
    )
    table = mixed_articles(corpus, find_names(corpus))
    assert table[["source", "family", "names", "entropy"]].to_numpy().tolist() == [
        ["Standard", "Front", "Inland Sovereignty Front 1, ISF 1, IS 1", 1.58496],
        ["Beacon", "Front", "ISF 2, IS 2", 1.0],
        ["Beacon", "army", "Home Guard 1, HG 1", 1.0],
        ["Beacon", "Front", "IS 3, ISF 1", QUARTER],
    ]
    # Its copy of the next day says nothing new.
    assert table["published"][0].date().isoformat() == "2024-03-07"
    assert table["article_id"][0] in set(corpus.articles["article_id"])
    assert len(mixed_articles(corpus, find_names(corpus), limit=2)) == 2


def test_intervals_from_ten_texts_on(make_corpus: MakeCorpus) -> None:
    def of(n: int) -> list[float]:
        texts = [article(f"w{i}: IS fled and {'IS' if i % 2 else 'the ISF'} fled.") for i in range(n)]
        corpus = make_corpus(texts, names=NAMES)
        row = name_consistency(corpus, find_names(corpus)).iloc[0]
        return row[
            ["mixed_share_low", "mixed_share", "mixed_share_high", "entropy_low", "entropy", "entropy_high"]
        ].tolist()

    assert np.isnan(of(9)[0])
    low, share, high, *entropy = of(40)
    # Standard error of a half among 40: .079.
    assert (low, share, high) == pytest.approx((0.345, 0.5, 0.655), abs=0.04)
    # An article that mixes two names once each has one bit, the others none: the same numbers.
    assert entropy == [low, share, high]


@pytest.mark.parametrize("names", [{}, {"x": ["Nowhere"]}, {"x": ["IS"]}])
def test_nothing_is_mixed(make_corpus: MakeCorpus, names: dict[str, list[str]]) -> None:
    corpus = make_corpus([article("IS fled.")], names=names)
    found = find_names(corpus)
    assert name_consistency(corpus, found).empty
    assert mixed_articles(corpus, found).empty
