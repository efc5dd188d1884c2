"""Which two sources are compared: those named, else the two with most independent texts."""

from __future__ import annotations

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import choose_sources, named_pair
from analysis.errors import SettingsError


def test_two_sources_named_or_the_largest(make_corpus: MakeCorpus) -> None:
    # The Post prints one text five times; the Beacon has two texts, the Standard three, in two weeks.
    texts = [article("The same flood again.", "Post", "2024-03-05")] * 5
    texts += [article(f"Flood w{i}.", "Beacon", "2024-03-06") for i in range(2)]
    texts += [article(f"Mill v{i}.", "Standard", "2024-03-20") for i in range(3)]
    corpus = make_corpus(texts)
    assert corpus.source_names == ["Post", "Standard", "Beacon"]
    assert choose_sources(corpus) == ("Standard", "Beacon")
    assert choose_sources(corpus, ["Beacon", "Post"]) == ("Beacon", "Post")
    # Two periods are for the tables of periods.
    weeks = [corpus.periods[0], corpus.periods[-1]]
    assert choose_sources(corpus, weeks) == ("Standard", "Beacon")
    assert named_pair(corpus, weeks, corpus.periods) == tuple(weeks)
    for wrong in (["Post", "Times"], ["Post", "Post"], ["Post"], ["Post", weeks[0]], ["Post", "Beacon", "Post"]):
        with pytest.raises(SettingsError, match="between must be two sources or two periods, such as Post, Standard"):
            choose_sources(corpus, wrong)


def test_small_sources_joined_are_chosen_only_where_there_is_nothing_else(make_corpus: MakeCorpus) -> None:
    small = [article(f"Text {name}{i}.", name) for name in ("A", "B", "C") for i in range(4)]
    large = [article(f"Flood w{i}.", "Beacon") for i in range(6)]
    both = [*small, *large, *(article(f"Mill v{i}.", "Post") for i in range(5))]
    assert choose_sources(make_corpus(both, min_articles=5)) == ("Beacon", "Post")
    assert set(choose_sources(make_corpus([*small, *large], min_articles=5))) == {"Beacon", "other sources"}
    assert choose_sources(make_corpus(large)) == ()
