"""Words cut at line ends: joined as the rest of the corpus writes them."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from corpus_files import LoadFiles

from analysis.corpus.cleaning.cut_words import Cut, decide, find_cuts, join_cuts
from analysis.corpus.cleaning.markup import CUT_WORDS


@pytest.mark.parametrize(
    ("known", "text", "joined"),
    [
        ({}, "the north-\nern quay", "the northern quay"),
        ({}, "a well-\nknown man", "a well-known man"),
        ({}, "a state-\nowned yard", "a state-owned yard"),
        ({}, "their five-\nyear plan", "their five-year plan"),
        ({"northern": 2, "north": 9}, "the north- \n  ern quay", "the northern quay"),
        ({"newspaper": 3, "news": 5, "paper": 6}, "a news-\npaper", "a newspaper"),
        ({"news-paper": 4, "newspaper": 1}, "a news-\npaper", "a news-paper"),
        ({"harbour": 3, "master": 3}, "a harbour-\nmaster", "a harbour-master"),
        # The second half alone is no word: it is counted where it was cut off.
        ({"harbour": 3, "ings": 1}, "the harbour-\nings", "the harbourings"),
        ({}, "middle- and low-income, pre- or post-war", "middle- and low-income, pre- or post-war"),
        ({}, "small-\nand large ones", "small-\nand large ones"),
        ({"oversight": 1}, "by over- sight", "by oversight"),
        ({}, "by over- sight", "by over- sight"),
        ({"so-called": 1}, "the so- called", "the so-called"),
        ({"northern": 1}, "the north-\n\nern quay", "the northern quay"),
        ({}, "the end -\nno more", "the end -\nno more"),
        ({}, "Jean-\nPaul left", "Jean-Paul left"),
        ({}, "a list: 1-\nquay", "a list: 1-\nquay"),
    ],
)  # fmt: skip
def test_joined_by_hand(known: dict[str, int], text: str, joined: str) -> None:
    assert join_cuts(text, decide(Counter(find_cuts(text)), known)) == joined


def test_a_cut_without_a_decision_stays() -> None:
    assert join_cuts("north-\nern", {Cut("south", "ern", False): ""}) == "north-\nern"


def test_other_articles_say_how_a_word_is_written(load: LoadFiles) -> None:
    texts = ["The fire-\nproof north-\nern quay.", "A fireproof door.", "The northern quay."]
    rows = "\n".join(json.dumps({"id": str(i), "text": text, "source": "Quay"}) for i, text in enumerate(texts))
    corpus = load({"t.jsonl": rows})
    assert list(corpus.articles.set_index("article_id").loc[["0", "1", "2"], "words"]) == [4, 3, 3]
    assert corpus.removed.to_dict("records") == [{"source": "Quay", "text": CUT_WORDS, "articles": 1, "examples": "0"}]


def test_soft_hyphens_at_line_ends_are_always_joined(load: LoadFiles) -> None:
    corpus = load({"t.jsonl": json.dumps({"id": "1", "text": "The north\u00ad\nern har¬\nbour.", "source": "Quay"})})
    assert list(corpus.articles["words"]) == [3]


@pytest.mark.parametrize("piece", ["a", "-", "a-", "a- ", "a-\n", "\n", "- \n", "."])
def test_long_texts_take_no_time(piece: str) -> None:
    # With a pattern that goes back and forth, this would take minutes.
    assert isinstance(find_cuts(piece * 100_000 + "- "), list)
