"""Keywords in context: the right words, from the right articles, one line for each independent text."""

from __future__ import annotations

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import concordance
from analysis.counts.concordance import COLUMNS, CONTEXT
from analysis.text import tokens


def test_lines_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("The flood took the mill.\n\nNobody drowned.", "Standard", "2024-03-05"),
            article("After the Flood, silence.", "Beacon", "2024-03-04"),
            article("No water here.", "Beacon"),
        ]
    )
    lines = concordance(corpus, ["mill", "flood", "never"])
    assert lines.columns.tolist() == COLUMNS
    assert lines.drop(columns=["published", "path"]).to_numpy().tolist() == [
        ["mill", "The flood took the ", "mill", ".", "Standard", "articles/1"],
        ["flood", "After the ", "Flood", ", silence.", "Beacon", "articles/2"],
        ["flood", "The ", "flood", " took the mill.", "Standard", "articles/1"],
    ]
    assert lines["published"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-05", "2024-03-04", "2024-03-05"]


def test_one_line_for_each_group_of_copies_from_its_first_article(make_corpus: MakeCorpus) -> None:
    copies = [article("The flood took the mill.", source, f"2024-03-{day}") for source, day in (("B", 6), ("A", 5))]
    lines = concordance(make_corpus([*copies, article("A flood, a flood!", "C")]), ["flood"], lines=9)
    assert lines["source"].tolist() == ["C", "A"]
    assert lines["keyword"].tolist() == ["flood", "flood"]


@pytest.mark.parametrize("shard_articles", [4000, 3])
def test_no_more_lines_than_asked_for_whatever_the_shards(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus([article(f"Flood number {i} and a mill.") for i in range(20)], shard_articles=shard_articles)
    lines = concordance(corpus, ["flood", "mill"], lines=4)
    assert lines["term"].tolist() == ["flood"] * 4 + ["mill"] * 4
    assert lines["article_id"].nunique() == 4


def test_long_sentences_are_cut_between_words(make_corpus: MakeCorpus) -> None:
    text = "before " * 40 + "flood" + " behind" * 40 + "."
    line = concordance(make_corpus([article(text)]), ["flood"]).iloc[0]
    assert line["left"].startswith("… before ")
    assert line["right"].endswith(" behind …")
    assert len(line["left"]) <= CONTEXT + 2
    assert len(line["right"]) <= CONTEXT + 2
    assert set(line["left"].split()) == {"…", "before"}


@pytest.mark.parametrize(
    ("term", "text", "keyword"),
    [
        ("it's", "Now It’s on.", "It’s"),
        ("shi'ite", "a Shi‘ite shrine", "Shi‘ite"),
        ("US-backed", "the US‑backed men", "US‑backed"),
        ("US-backed", "the U.S.-backed men", "U.S.-backed"),
        ("US", "Join us in the U.S. army", "U.S."),
        ("UN", "a UN and a U.N. envoy", "UN"),
        ("uk", "from the U.K. to", "U.K."),
        ("IS", "It is IS fighters", "IS"),
        ("is", "IS it is", "is"),
        ("strike", "they 'strike' again", "strike"),
        ("strike", "a _strike_ of", "strike"),
        ("year-old", "a 20-year-old man", "year-old"),
        ("inland sovereignty", "the INLAND Sovereignty men", "INLAND Sovereignty"),
        ("الجيش", "قال الجيش إن", "الجيش"),
        ("新华", "据新华社报道", "新华"),
    ],
)
def test_a_term_is_found_as_it_is_counted(make_corpus: MakeCorpus, term: str, text: str, keyword: str) -> None:
    assert set(term.split(" ")) <= set(tokens(text))
    assert concordance(make_corpus([article(text)]), [term])["keyword"].tolist() == [keyword]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("IS", "it is so"), ("is", "IS fled"), ("US", "tell us"), ("US", "US-led men"), ("led", "US-led men"),
        ("army", "the army's men"), ("s", "the army’s men"), ("front", "the forefront, a frontier"),
        ("inland sovereignty", "Inland, Sovereignty"), ("a.c", "abc"),
    ],
)  # fmt: skip
def test_a_term_is_not_found_where_it_is_not_counted(make_corpus: MakeCorpus, term: str, text: str) -> None:
    assert concordance(make_corpus([article(text)]), [term]).empty


def test_words_of_the_sample_are_found_in_its_sentences(sample: Corpus) -> None:
    bodies = [text for shard in sample.shards for text in shard.read(["text"])["text"][shard.first]]
    words = sorted({word for text in bodies for word in tokens(text)})
    # All that are more than small letters, and some of the others.
    words = [word for i, word in enumerate(words) if i % 20 == 0 or not (word.isalpha() and word.islower())]
    assert {"IS", "US", "US-backed"} <= set(words)
    assert concordance(sample, words, lines=1)["term"].tolist() == words


def test_a_term_is_quoted_from_the_source_asked_for(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [article(f"The siege of {i} went on, says the {s}.", source=s) for i in range(4) for s in ("Beacon", "Post")]
    )
    lines = concordance(corpus, ["siege"], lines=9, source_of={"siege": "Post"})
    assert lines["source"].tolist() == ["Post"] * 4
