"""What a corpus cannot show is told from its numbers."""

from __future__ import annotations

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import corpus_findings, corpus_limits
from analysis.errors import SettingsError
from analysis.tables.findings import findings_table


def test_small_sources_gaps_parts_and_undated_articles(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon", f"2024-{1 + i % 6:02}-{1 + i % 28:02}") for i in range(60)]
    made += [article(f"Story v{i} there.", "Post", f"2024-{month:02}-10") for i, month in enumerate((1, 1, 5))]
    made += [article("Undated.", "Beacon", "")]
    corpus = make_corpus(made)
    told = corpus_limits(corpus)
    assert told[0] == "Fewer than 30 independent texts, so only large differences can show: Post (3)."
    assert told[1].startswith("Periods with gaps, between a source's first and last article:")
    assert "Post (no article in" in told[1]
    assert told[-1] == "Without a date, and so in no table over time: 1 of 64 articles."


def test_a_full_corpus_has_no_limits(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon", f"2024-03-{1 + i % 12:02}") for i in range(36)]
    assert corpus_limits(make_corpus(made)) == []


def test_groups_of_sources_are_compared_as_one(make_corpus: MakeCorpus, tmp_path: object) -> None:
    made = [article(f"Text w{i} here.", source) for source in ("a", "b", "c", "d") for i in range(3)]
    groups = {"left": ["a", "b"], "right": ["c"]}
    corpus = make_corpus(made, settings={"groups": groups}, compare="group")
    assert corpus.source_names == ["left", "right"]
    assert corpus.articles.groupby("source")["outlet"].unique().map(sorted).to_dict() == groups
    assert corpus.filtered["reason"].tolist() == ["source in no group (compare=group)"] * 3


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({}, "compare=group: corpus.yml defines no groups"),
        ({"left": ["a", "x"]}, r"groups: there is no source 'x'\. Sources: a, b"),
        ({"left": ["a"], "right": ["a"]}, "'a' is in both 'left' and 'right'"),
        ({"left": []}, "compare=group: corpus.yml defines no groups"),
    ],
)
def test_groups_that_cannot_be_are_said(make_corpus: MakeCorpus, groups: dict[str, list[str]], said: str) -> None:
    made = [article(f"Text w{i} here.", source) for source in ("a", "b") for i in range(3)]
    with pytest.raises(SettingsError, match=said):
        make_corpus(made, settings={"groups": groups}, compare="group")


def test_undated_articles_have_no_gaps(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("The harbour reopened on Monday.", day="")])
    assert corpus_limits(corpus)[-1] == "Without a date, and so in no table over time: 1 of 1 article."


def test_joined_spellings_are_a_finding(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", name) for i, name in enumerate(["The Tide", "TIDE", "TIDE", "Gull"])]
    found = findings_table(corpus_findings(make_corpus(made)))
    assert found["sentence"].iloc[0] == "2 spellings of 1 source are joined."
    assert found["detail"].iloc[0] == "of TIDE"
    assert not corpus_findings(make_corpus([article("Text w1 here.", "Tide")]))
