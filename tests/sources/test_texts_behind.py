"""The evidence behind a word that sets a source apart, counted by hand."""

from __future__ import annotations

import pandas as pd
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.sources import compare_sources, texts_behind


def strikes() -> list[dict[str, str]]:
    """Eleven texts of the Beacon with two strikes each, one printed twice; one strike among the Post's ten words."""
    beacon = [article(f"Strike and strike w{i}.", day=f"2024-03-{1 + i:02}") for i in range(11)]
    return [
        *beacon,
        beacon[0],
        article("Nothing at all."),
        article("One strike among ten words is one in ten words.", "Post"),
    ]


def test_texts_and_the_rate_of_the_others(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(strikes())
    comparison = compare_sources(corpus, count_words(corpus))
    told = texts_behind(comparison, pd.DataFrame({"source": ["Beacon"], "term": ["strike"]}))
    assert told["independent_texts"].tolist() == [11]
    assert told["others_per_million"].tolist() == [100_000.0]


def test_no_words_need_no_evidence() -> None:
    none = pd.DataFrame({"source": [], "term": []})
    assert texts_behind(None, none).empty
