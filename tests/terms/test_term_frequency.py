"""Words counted by hand, with intervals that know copies and a dispersion from the literature."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.terms import content_words, stop_list_removals, term_table

# 21 words; the third and fourth are one text.
SIX = [
    article("Flood hits mill.", "Beacon", "2024-03-04", "Flood"),
    article("Mill burns after the flood.", "Beacon", "2024-03-04"),
    article("Dockers strike.", "Beacon", "2024-03-05"),
    article("Dockers strike.", "Standard", "2024-03-05"),
    article("IS is the enemy.", "Standard", "2024-03-05", "IS flees"),
    article("Budget: 3 votes.", "Standard", "2024-03-04"),
]


def test_six_articles_counted_by_hand(make_corpus: MakeCorpus) -> None:
    table = term_table(count_words(make_corpus(SIX)), "en")
    assert table.columns.tolist() == tables.TERMS.required
    shown = table[["term", "count", "per_million", "articles", "article_share", "dispersion"]]
    # Parts: Beacon 4 March 9 words, 5 March 2; Standard 2 and 8. The smallest is 2/21, so DP is divided by 19/21.
    once = [47619, 1, 0.166667]
    assert shown.to_numpy().tolist() == [
        ["flood", 3, 142857, 2, 0.333333, 0.631579],  # all in the part of 9/21: (12/21) / (19/21)
        ["IS", 2, 95238.1, 1, 0.166667, 0.684211],  # all in the part of 8/21: 13/19
        ["dockers", 2, 95238.1, 2, 0.333333, 0.578947],  # half in 2/21, half in 8/21: 11/19
        ["mill", 2, 95238.1, 2, 0.333333, 0.631579],
        ["strike", 2, 95238.1, 2, 0.333333, 0.578947],
        ["budget", 1, *once, 1],  # all in the smallest part
        ["burns", 1, *once, 0.631579],
        ["enemy", 1, *once, 0.684211],
        ["flees", 1, *once, 0.684211],
        ["hits", 1, *once, 0.631579],
        ["votes", 1, *once, 1],
    ]
    assert table[["per_million_low", "per_million_high"]].isna().all(axis=None)


def test_the_stop_list_and_what_it_removed(make_corpus: MakeCorpus) -> None:
    counts = count_words(make_corpus(SIX))
    removed = stop_list_removals(counts, "en")
    assert removed.to_numpy().tolist() == [["the", 2, 2, 0], ["after", 1, 1, 0], ["is", 1, 1, 2]]
    shown = term_table(counts, "en")
    assert shown["count"].sum() + removed["count"].sum() == counts.words
    assert sorted([*shown["term"], *removed["term"]]) == counts.groups.terms.tolist()


@pytest.mark.parametrize(
    ("language", "text", "removed"),
    [
        (
            "es",
            "La ONU y la UN piden que un puerto abra.",
            [["la", 2, 1, 0], ["que", 1, 1, 0], ["un", 1, 1, 1], ["y", 1, 1, 0]],
        ),
        (
            "fr",
            "C'est qu'il aime l'Europe.",
            [["c'", 1, 1, 0], ["est", 1, 1, 0], ["il", 1, 1, 0], ["l'", 1, 1, 0], ["qu'", 1, 1, 0]],
        ),
        ("ar", "أنه في تونس", [["أنه", 1, 1, 0], ["في", 1, 1, 0]]),
        ("zh", "我们的国家", [["我们", 1, 1, 0], ["的", 1, 1, 0]]),
    ],
)
def test_the_casualties_of_other_languages(
    make_corpus: MakeCorpus, language: str, text: str, removed: list[list[object]]
) -> None:
    counts = count_words(make_corpus([article(text)], language=language))
    assert stop_list_removals(counts, language).to_numpy().tolist() == removed


def test_one_part_has_no_dispersion_and_no_word_makes_an_empty_table(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("Flood hits mill."), article("Flood again.")])
    assert term_table(count_words(corpus), "en")["dispersion"].isna().all()
    assert (
        term_table(count_words(make_corpus([article("2014 is 4,200.")])), "en").columns.tolist()
        == tables.TERMS.required
    )


def stories(n: int) -> list[dict[str, str]]:
    """Different texts; "flood" is in every third, "mill" in every fourth."""
    fillers = [" ".join(f"w{i}x{k}" for k in range(20 + 7 * i % 20)) for i in range(n)]
    return [
        article(f"{text} flood{' flood' * (i % 2)}" if i % 3 == 0 else f"{text} mill" if i % 4 == 0 else text)
        for i, text in enumerate(fillers)
    ]


def test_words_of_few_texts_are_left_out_of_large_corpora_and_have_no_interval(make_corpus: MakeCorpus) -> None:
    counted = [article(f"{text['text']} {'fork ' if i < 4 else ''}{'nook ' if i < 9 else ''}{'tent' if i < 10 else ''}")
               for i, text in enumerate(stories(60))]  # fmt: skip
    table = term_table(count_words(make_corpus(counted)), "en").set_index("term")
    assert "fork" not in table.index
    assert np.isnan(table.loc["nook", "per_million_low"])
    assert (
        table.loc["tent", "per_million_low"] < table.loc["tent", "per_million"] < table.loc["tent", "per_million_high"]
    )
    small = term_table(count_words(make_corpus(counted[:49])), "en")
    assert "fork" in set(small["term"])


def test_a_story_reprinted_25_times_widens_and_never_narrows(make_corpus: MakeCorpus) -> None:
    single = stories(60)
    story = single[0]
    tables = []
    for corpus in (make_corpus(single), make_corpus(single + [story] * 24)):
        assert corpus.independent_texts == 60
        table = term_table(count_words(corpus), "en").dropna(subset=["per_million_low"]).set_index("term")
        width = table["per_million_high"] - table["per_million_low"]
        tables.append(pd.DataFrame({"width": width, "relative": width / table["per_million"]}))
    once, reprinted = tables
    assert "flood" in story["text"]
    assert reprinted.loc["flood", "width"] > 1.5 * once.loc["flood", "width"]
    # The words of all other stories become rarer, and never surer.
    assert set(once.index) == {"flood", "mill"}
    assert (reprinted["relative"] > once["relative"]).all()


def test_shards_and_seed(make_corpus: MakeCorpus) -> None:
    one, many = (count_words(make_corpus(stories(40), shard_articles=n)) for n in (4000, 7))
    assert term_table(one, "en", seed=5).equals(term_table(many, "en", seed=5))
    assert not term_table(one, "en", seed=5).equals(term_table(one, "en", seed=6))


def test_without_a_stop_list_the_words_that_every_source_uses_often_are_left_out(make_corpus: MakeCorpus) -> None:
    # "da" is in all articles, "tu" in a third of all and in both sources, "ori" in half of them and in one source.
    texts = [("A", f"da ori w{i}") for i in range(20)] + [("B", f"da v{i}") for i in range(20)]
    texts = [(source, f"{text} tu" if i % 3 == 0 else text) for i, (source, text) in enumerate(texts)]
    corpus = make_corpus([article(text, source) | {"language": "ka"} for source, text in texts])
    counts = count_words(corpus)
    assert corpus.language == "ka"
    assert content_words(counts, "ka", 5).tolist() == ["ori"]
    assert stop_list_removals(counts, "ka")["term"].tolist() == ["da", "tu"]
    few = make_corpus([article("da ori") | {"language": "ka"}])
    assert content_words(count_words(few), "ka", 1).tolist() == ["da", "ori"]


def test_content_words_are_in_enough_independent_texts(make_corpus: MakeCorpus) -> None:
    counts = count_words(make_corpus(SIX))
    assert content_words(counts, "en", 2).tolist() == ["flood", "mill"]
    assert "strike" in content_words(counts, "en", 1)
    assert "the" not in content_words(counts, "en", 1)
