"""The evidence behind a word that sets a source apart, counted by hand."""

from __future__ import annotations

import pandas as pd
from corpora import MakeCorpus, article

from analysis.sources import texts_behind


def test_texts_and_the_rate_of_the_others(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("Strike and strike."),
            article("Strike and strike."),
            article("A strike once."),
            article("Nothing at all."),
            article("One strike among ten words is one in ten words.", source="Post"),
        ]
    )
    told = texts_behind(corpus, pd.DataFrame({"source": ["Beacon"], "term": ["strike"]}))
    # Two texts of the Beacon, one of them printed twice; one use in the Post's ten words.
    assert told["independent_texts"].tolist() == [2]
    assert told["others_per_million"].tolist() == [100_000.0]


def test_no_words_need_no_evidence(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("Strike."), article("Rest.", source="Post")])
    assert texts_behind(corpus, pd.DataFrame({"source": [], "term": []})).empty
