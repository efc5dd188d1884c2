"""What is compared: two sources named or the largest, two spans of time, or its halves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus, Parts, choose_sources, compared_parts, split_corpus
from analysis.counts import count_words
from analysis.errors import SettingsError


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Corpus:
    # The Post prints one text five times; the Beacon has two texts, the Standard three, in two weeks.
    texts = [article("The same flood again.", "Post", "2024-03-05")] * 5
    texts += [article(f"Flood w{i}.", "Beacon", "2024-03-06") for i in range(2)]
    texts += [article(f"Mill v{i}.", "Standard", "2024-03-20") for i in range(3)]
    return make_corpus([*texts, article("An undated mill.", "Standard", "")])


def test_two_sources_named_or_the_largest(corpus: Corpus) -> None:
    assert corpus.source_names == ["Post", "Standard", "Beacon"]
    assert choose_sources(corpus) == ("Standard", "Beacon")
    assert choose_sources(corpus, ["Beacon", "Post"]) == ("Beacon", "Post")
    # Spans of time are not sources.
    assert choose_sources(corpus, ["2024-W10", "2024-W12"]) == ()


def test_small_sources_joined_are_chosen_only_where_there_is_nothing_else(make_corpus: MakeCorpus) -> None:
    small = [article(f"Text {name}{i}.", name) for name in ("A", "B", "C") for i in range(4)]
    large = [article(f"Flood w{i}.", "Beacon") for i in range(6)]
    both = [*small, *large, *(article(f"Mill v{i}.", "Post") for i in range(5))]
    assert choose_sources(make_corpus(both, min_articles=5)) == ("Beacon", "Post")
    assert set(choose_sources(make_corpus([*small, *large], min_articles=5))) == {"Beacon", "other sources"}
    assert choose_sources(make_corpus(large)) == ()


def parts_of(corpus: Corpus, between: Sequence[str] = ()) -> Parts:
    parts = compared_parts(corpus, between)
    assert parts is not None
    return parts


def days_of(corpus: Corpus, part: int, between: list[str]) -> set[str]:
    found = parts_of(corpus, between).part == part
    return set(corpus.articles["published"].dt.strftime("%Y-%m-%d").fillna("none")[found])


def test_spans_of_time_hold_the_articles_of_their_days(corpus: Corpus) -> None:
    for between in (["2024-W10", "2024-W12"], ["2024-03-01..2024-03-15", "2024-03-16..2024-03"]):
        assert days_of(corpus, 0, between) == {"2024-03-05", "2024-03-06"}
        assert days_of(corpus, 1, between) == {"2024-03-20"}
        # Undated articles are in neither.
        assert days_of(corpus, -1, between) == {"none"}
    assert days_of(corpus, -1, ["2024-03-05", "2024-03-20"]) == {"2024-03-06", "none"}
    # The order given is kept, and names are read again.
    parts = parts_of(corpus, ["2024-03-20", "2024-03-05..2024-03-06"])
    assert parts.names == ("2024-03-20", "2024-03-05 to 2024-03-06")
    assert parts.in_time
    assert parts_of(corpus, parts.names).part.tolist() == parts.part.tolist()


def test_without_a_choice_the_time_is_halved(make_corpus: MakeCorpus, corpus: Corpus) -> None:
    # Texts in four months: 40, 1, 1, 38.
    days = ["2024-01-05"] * 40 + ["2024-02-05", "2024-03-05"] + ["2024-04-05"] * 38
    made = make_corpus([article(f"Number {i} of the list.", day=day) for i, day in enumerate(days)], period="month")
    parts = parts_of(made)
    assert parts.names == ("before 2024-02", "from 2024-02")
    assert np.bincount(parts.part).tolist() == [40, 40]
    assert parts_of(made, parts.names).part.tolist() == parts.part.tolist()
    assert compared_parts(made.where(until="2024-01-31")) is None


def test_anything_else_is_refused_with_what_is_expected(corpus: Corpus) -> None:
    for wrong, message in (
        (["Post", "Beacn"], r"Compare two sources, or two spans of time such as 2016, .*Did you mean 'Beacon'"),
        (["Post"], r"not Post\. Sources: Post, Standard and Beacon\."),
        (["Post", "Post"], "not Post and Post"),
        (["Post", "2024-03"], "Compare two sources, or two spans of time"),
        (["2024-01", "2024-02", "2024-03"], "Compare two sources, or two spans of time"),
        (["2024-13", "2024-02"], "not 2024-13 and 2024-02"),
        (["2024", "2024-03"], "2024 and 2024-03 overlap; take spans without a common day"),
        (["2024-03-05", "2024-03-05"], "2024-03-05 and 2024-03-05 overlap"),
        (["2023", "2024"], r"No article is of 2023; the articles are from 2024-03-05 to 2024-03-20\."),
    ):
        with pytest.raises(SettingsError, match=message):
            compared_parts(corpus, wrong)


def test_a_corpus_can_be_split_into_parts_that_are_counted(corpus: Corpus) -> None:
    parts = parts_of(corpus, ["2024-W10", "2024-W12"])
    two = split_corpus(corpus, parts.part, parts.names)
    assert two.source_names == ["2024-W10", "2024-W12"]
    assert two.articles["source"].value_counts().to_dict() == {"2024-W10": 7, "2024-W12": 3}
    assert set(two.articles["outlet"]) == {"Post", "Beacon", "Standard"}
    assert two.filtered["reason"].tolist() == ["not compared"]
    uses = count_words(two).uses
    assert [int(uses.where(source=number).per_term(["mill"])[0]) for number in (0, 1)] == [0, 3]
