"""Labels: parts that most articles of a topic print, and how they are written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from corpora import MakeCorpus

from analysis.counts import count_in_articles, shown_forms
from analysis.topics.model.topic_labels import label_topics

# Each topic's words side by side: its articles differ in the number behind them.
COURT = "On Monday the Supreme Court then heard {}, and the justices then ruled for tank{} with"
STRIKE = "At dawn the workers of port{} and the union began a strike for tank with {} crane drivers"


@pytest.fixture
def named(make_corpus: MakeCorpus) -> tuple[Any, np.ndarray, Any, np.ndarray]:
    """Twelve articles about a court, twelve about a strike; with their words, counts, and topics."""
    texts = [COURT.format(f"case{i}", i) for i in range(12)] + [STRIKE.format(i, f"new{i}") for i in range(12)]
    corpus = make_corpus([{"text": text, "source": "Beacon"} for text in texts])
    terms = np.array(["court", "heard", "justices", "ruled", "strike", "supreme", "union", "workers"], dtype=object)
    counts = count_in_articles(corpus, terms)
    return corpus, terms, counts, np.where(counts[:, [0]].toarray().ravel() > 0, 0, 1)


def test_parts_are_phrases_and_words_as_they_are_written(named: Any) -> None:
    corpus, terms, counts, position = named
    (found,) = label_topics(corpus, terms, counts, [([np.array([0, 5, 2, 1]), np.array([7, 6, 4])], position)])
    assert found == ["Supreme Court, justices", "workers, union"]


def test_no_label_is_that_of_another_topic_or_level(named: Any) -> None:
    corpus, terms, counts, position = named
    court, strike = np.array([0, 5, 2, 1]), np.array([7, 6, 4])
    halves = np.where(position == 0, 0, 1 + np.arange(24) % 2)
    levels = [([court, strike], position), ([court, strike, strike], halves)]
    themes, subjects = label_topics(corpus, terms, counts, levels)
    labels = [frozenset(label.split(", ")) for label in themes + subjects]
    assert len(set(labels)) == 5
    assert themes == ["Supreme Court, justices", "workers, union"]


def test_a_word_that_all_topics_use_is_no_part_where_another_is(named: Any) -> None:
    corpus, terms, counts, position = named
    everywhere = counts.copy().tolil()
    everywhere[:, 1] = 1
    (found,) = label_topics(corpus, terms, everywhere.tocsr(), [([np.array([2, 1, 3]), np.array([7, 6])], position)])
    assert found[0] == "justices, ruled"


def test_forms_of_one_word_are_one_part(named: Any) -> None:
    corpus, terms, counts, position = named
    terms = terms.copy()
    # "union" and "unions", as long as the names stay sorted.
    terms[6:] = ["union", "unions"]
    (found,) = label_topics(corpus, terms, counts, [([np.array([7, 6, 4])], np.where(position == 1, 0, -1))])
    assert found == ["unions, strike"]


def test_topics_without_words_articles_or_other_topics(named: Any) -> None:
    corpus, terms, counts, _ = named
    nowhere = np.full(24, -1)
    (found,) = label_topics(corpus, terms, counts, [([np.zeros(0, int), np.array([0, 5])], nowhere)])
    assert found == ["", "Supreme Court"]
    assert label_topics(corpus, terms, counts, [([], nowhere), ([], nowhere)]) == [[], []]


def test_capitals_are_those_inside_sentences(make_corpus: MakeCorpus) -> None:
    texts = [
        "Talks began. TALKS WITH NATO! “Talks end,” said Nato. The talks with NATO go on; Anna Karl spoke.",
        "Talks: a talk. \n Talks in Rome, peace talks, with Anna  Karl.",
    ]
    corpus = make_corpus([{"text": text, "source": "Beacon", "title": "TALKS"} for text in texts])
    every = np.arange(2)
    found = shown_forms(corpus, {"talks": every, "nato": every, "anna karl": every, "siege": np.zeros(0, int)})
    assert found == {"talks": "talks", "nato": "NATO", "anna karl": "Anna Karl", "siege": "siege"}
    assert shown_forms(corpus, {}) == {}


def test_half_a_name_is_given_whole(make_corpus: MakeCorpus) -> None:
    texts = [
        f"On day {n} we met Donald Trump there, and Mary Poppins or Mary Smith came; the Gates of Orrin stood."
        for n in range(4)
    ]
    corpus = make_corpus([{"text": text, "source": "Beacon"} for text in texts])
    rows = np.arange(4)
    forms = shown_forms(corpus, {"donald": rows, "trump": rows, "mary": rows, "gates": rows})
    assert forms == {"donald": "Donald Trump", "trump": "Donald Trump", "mary": "Mary", "gates": "Gates"}
