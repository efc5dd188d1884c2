"""The sentences behind the rows of a table of terms: of the right source, period, company and place."""

from __future__ import annotations

import pandas as pd
from corpora import MakeCorpus, article

from analysis.counts import term_sentences
from analysis.tables.term_tables import SENTENCES


def rows(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_a_term_is_quoted_in_the_source_of_its_row(make_corpus: MakeCorpus) -> None:
    made = [
        article(f"The siege of {i} went on, says the {s}.", s, f"2024-03-{1 + i:02}")
        for i in range(5)
        for s in ("A", "B")
    ]
    corpus = make_corpus([*made, article("No mill.", "A")])
    table = rows(term=["siege", "mill", "siege", "siege"], source=["B", "A", "all sources", "C"])
    found = term_sentences(corpus, table)
    assert found.columns.tolist() == [*SENTENCES.names, "source_of"]
    assert found[["term", "source_of"]].drop_duplicates().to_numpy().tolist() == [
        ["siege", "B"], ["mill", "A"], ["siege", "all sources"],
    ]  # fmt: skip
    of_row = found.groupby(["term", "source_of"])
    assert of_row.size().to_dict() == {("mill", "A"): 1, ("siege", "B"): 3, ("siege", "all sources"): 3}
    assert found.loc[found["source_of"] == "B", "source"].unique().tolist() == ["B"]
    assert (of_row["published"].nunique() == of_row.size()).all()


def test_a_source_is_quoted_though_another_had_the_text_first(make_corpus: MakeCorpus) -> None:
    story = "The flood took the mill on the river and all of the boats that lay there in the night of Sunday"
    copies = [article(story, "Wire", "2024-03-01"), article(story, "Post", "2024-03-02")] * 2
    corpus = make_corpus([*copies, article("A mill.", "Other", "2024-03-09")])
    found = term_sentences(corpus, rows(term=["mill", "mill"], source=["Wire", "Post"]))
    assert found["source"].tolist() == ["Wire", "Post"]  # once each: a group of copies is one text
    assert len(term_sentences(corpus, rows(term=["mill"]))) == 2
    assert term_sentences(corpus, rows(term=["mill"]), ["Other"])["source"].tolist() == ["Other"]


def test_a_term_is_quoted_in_the_period_of_its_row(make_corpus: MakeCorpus) -> None:
    days = ["2024-01-03", "2024-01-09", "2024-02-07", ""]
    corpus = make_corpus([article(f"A siege of number{i} and more.", day=day) for i, day in enumerate(days)])
    found = term_sentences(corpus, rows(term=["siege"] * len(corpus.periods), period=list(corpus.periods)))
    days_of = corpus.articles.set_index("article_id")["period"]
    assert found["article_id"].map(days_of).tolist() == found["period_of"].tolist()
    assert set(found["period_of"]) == set(days_of.dropna())
    assert len(found) == 3


def test_a_term_is_quoted_in_the_company_of_its_row(make_corpus: MakeCorpus) -> None:
    cases = [
        ("The siege of old Dorsk", True),
        ("Dorsk, after one two three four, the siege", False),  # six words away
        ("Dorsk after one two 2024 – the siege", True),  # numbers and dashes are no words
        ("A siege. " + "x " * 9 + "Dorsk, a siege", True),  # the second use
        ("A siege of dorsks", False),
        ("Dorsk\n\nA siege", True),
    ]
    corpus = make_corpus([article(text) for text, _ in cases])
    found = term_sentences(corpus, rows(term=["siege"], collocate=["dorsk"]), lines=9)
    assert set(found["article_id"]) == {f"articles/{i + 1}" for i, (_, quoted) in enumerate(cases) if quoted}
    assert set(found["collocate_of"]) == {"dorsk"}


def test_a_term_is_quoted_from_the_headline(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("No such word.", title="A siege"), article("The siege goes on.", title="War")])
    found = term_sentences(corpus, rows(term=["siege", "siege"], place=["headline", "body"]))
    assert (found["left"] + found["keyword"] + found["right"]).tolist() == ["A siege", "The siege goes on."]


def test_a_term_is_found_as_given_and_a_row_once(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("In the Old Quarter of Dorsk.")])
    assert term_sentences(corpus, rows(term=["Old  Quarter"] * 2))["term"].tolist() == ["Old  Quarter"]
    empty = term_sentences(corpus, rows(term=[], source=[]))
    assert empty.columns.tolist() == [*SENTENCES.names, "source_of"]
    assert empty.empty
