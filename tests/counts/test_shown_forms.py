"""Terms as they are written in running text."""

from __future__ import annotations

import pandas as pd
from corpora import MakeCorpus

from analysis.counts import add_shown
from analysis.report.outputs import show_table

TEXTS = [
    "Talks began. TALKS WITH NATO! “Talks end,” said Nato. The talks with NATO go on; Anna Karl spoke with Donald "
    "Trump. Donald’s talks with the U.S. army failed.",
    "Talks: a talk. \n Talks in Rome, peace talks, with Anna  Karl and Donald Trump. It is Donald’s.",
]


def test_a_term_is_given_as_most_sentences_write_it(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([{"text": text, "source": "Beacon", "title": "TALKS"} for text in TEXTS])
    keys = ["talks", "nato", "anna karl", "donald", "donald's", "US", "siege", "peace talks", "talks"]
    table = add_shown(corpus, pd.DataFrame({"source": "Beacon", "term": keys, "count": 1}, index=range(5, 14)))
    assert list(table) == ["source", "term", "shown", "count"]
    # Half a name stays half a name; a term that no text holds stays as it is counted.
    shown = ["talks", "NATO", "Anna Karl", "Donald", "Donald's", "U.S.", "siege", "peace talks", "talks"]
    assert list(table["shown"]) == shown
    assert list(table["term"]) == keys
    assert list(add_shown(corpus, table)) == list(table)


def test_a_hyphen_beside_a_name_in_capitals(make_corpus: MakeCorpus) -> None:
    text = "They let us-mexico maps go; talks on the U.S.-Mexico border went on."
    corpus = make_corpus([{"text": text, "source": "Beacon", "title": ""}])
    shown = add_shown(corpus, pd.DataFrame({"term": ["US-mexico border", "US-mexico"]}))["shown"]
    assert list(shown) == ["U.S.-Mexico border", "U.S.-Mexico"]


def test_terms_in_any_capitals_and_none(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([{"text": text, "source": "Beacon", "title": ""} for text in TEXTS])
    assert list(add_shown(corpus, pd.DataFrame({"term": ["Anna Karl", "ANNA KARL", "?"]}))["shown"]) == [
        "Anna Karl",
        "Anna Karl",
        "?",
    ]
    assert list(add_shown(corpus, pd.DataFrame({"term": []}))) == ["term", "shown"]


def test_only_the_first_terms_are_looked_for(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([{"text": "We met Anna Karl.", "source": "Beacon", "title": ""}])
    keys = [f"word{n}" for n in range(299)]
    shown = add_shown(corpus, pd.DataFrame({"term": [*keys, "anna", "karl"]}))["shown"]
    assert list(shown) == [*keys, "Anna", "karl"]


def test_of_a_very_long_text_the_beginning_is_read(make_corpus: MakeCorpus) -> None:
    text = "We met Anna. " + "Again we ran on. " * 9000 + "We met Karl."
    corpus = make_corpus([{"text": text, "source": "Beacon", "title": ""}])
    assert list(add_shown(corpus, pd.DataFrame({"term": ["anna", "karl"]}))["shown"]) == ["Anna", "karl"]


def test_a_page_has_the_form_and_the_file_both() -> None:
    table = pd.DataFrame({"term": ["anna karl"], "shown": ["Anna Karl"], "count": [3]})
    html = show_table(table, "mine", "Names.", 5, "").html
    assert "Anna Karl" in html
    assert "anna karl" not in html
