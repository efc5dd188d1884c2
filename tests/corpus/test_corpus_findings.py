"""What a corpus cannot show is told from its numbers."""

from __future__ import annotations

import re

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus, corpus_findings, corpus_limits, describe_undated, to_check_table
from analysis.errors import SettingsError
from analysis.vocabulary import OTHER_SOURCES


def test_small_sources_gaps_parts_and_undated_articles(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon", f"2024-{1 + i % 6:02}-{1 + i % 28:02}") for i in range(60)]
    made += [article(f"Story v{i} there.", "Post", f"2024-{month:02}-10") for i, month in enumerate((1, 1, 5))]
    made += [article("Undated.", "Beacon", "")]
    corpus = make_corpus(made)
    told = corpus_limits(corpus)
    assert told[0] == "Fewer than 30 independent texts, so only large differences can show: Post (3)."
    assert told[1].startswith("Periods with gaps, between a source's first and last article:")
    assert "Post (no article in 3 of 5 months)" in told[1]
    assert told[-1] == "Without a date, and so in no figure over time: 1 of 64 articles."


def test_articles_dated_years_apart_are_named_among_the_undated(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon", f"2024-03-{1 + i % 28:02}") for i in range(60)]
    made += [article("Too late.", "Beacon", "2050-01-31", "Gates"), article("None.", "Beacon", "")]
    corpus = make_corpus([*made, article("Too early.", "Post", "2001-02-03", "Locks")])
    told = (
        "Without a date, and so in no figure over time: 3 of 63 articles. Of these, 2 are dated years apart from all "
    )
    told += "others, which is taken for a mistake: “Locks” of Post (3 Feb 2001) and “Gates” of Beacon (31 Jan 2050)."
    assert describe_undated(corpus) == told
    assert corpus_limits(corpus)[-1] == told
    kind = "dated years apart from all others"
    assert to_check_table(corpus)[["source", "kind", "found"]].values.tolist() == [
        ["Beacon", kind, "2050-01-31"],
        ["Post", kind, "2001-02-03"],
    ]
    more = make_corpus([*made, *(article(f"Late {i}.", "Beacon", "2051-01-01", f"L{i}") for i in range(2))])
    assert describe_undated(more).endswith("“Gates” of Beacon (31 Jan 2050), “L0” of Beacon (1 Jan 2051) and 1 more.")


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
        ({"a": ["b"], "right": ["a"]}, "groups: 'a' is an outlet; give the group another name"),
        ({"a": ["a", "b"]}, "groups: 'a' is an outlet; give the group another name"),
        ({"left": ["a", "x"]}, r"groups: there is no source 'x'\. Sources: a, b"),
        ({"left": ["a"], "right": ["a"]}, "'a' is in both 'left' and 'right'"),
        ({"left": []}, "compare=group: corpus.yml defines no groups"),
    ],
)
def test_groups_that_cannot_be_are_said(make_corpus: MakeCorpus, groups: dict[str, list[str]], said: str) -> None:
    made = [article(f"Text w{i} here.", source) for source in ("a", "b") for i in range(3)]
    with pytest.raises(SettingsError, match=said):
        make_corpus(made, settings={"groups": groups}, compare="group")


def test_few_texts_show_no_difference(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon") for i in range(19)]
    assert (
        corpus_limits(make_corpus(made))[0] == "No difference can be shown: there are fewer than 20 independent texts."
    )
    assert "only large differences" in corpus_limits(make_corpus([*made, article("The twentieth.", "Beacon")]))[0]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("last week", "such as “last week”; 5 more have none"),
        ("31/31/2024", "such as “31/31/2024”; date_format says how to read them; 5 more have none"),
    ],
)
def test_shares_of_a_period_are_of_the_dated_articles(make_corpus: MakeCorpus, date: str, said: str) -> None:
    made = [article(f"Text w{i} here.", day=f"2024-0{4 + (i + 1) // 2 % 5}-1{i % 5}") for i in range(20)]
    made += [article(f"Story v{i} there.", day="2024-06-11") for i in range(10)]
    made += [article(f"Report u{i} there.", day=date if i < 16 else "") for i in range(21)]
    unread, crowded = corpus_findings(make_corpus(made))
    assert crowded.sentence == "47% of the 30 articles with a date were published in June 2024."
    assert (unread.sentence, unread.detail) == ("The dates of 16 of 51 articles could not be read.", said)


def test_the_date_that_is_quoted_has_the_form_of_most(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Beacon", f"0{1 + i % 9}/01/2017 05h00") for i in range(20)]
    made += [article(f"Story v{i} there.", "Courier", "2017-01-05") for i in range(20)]
    made.append(article("Report u there.", "Courier", "03/09/0201"))
    (unread,) = [found for found in corpus_findings(make_corpus(made)) if found.anchor == "to_check"]
    assert unread.sentence == "The dates of 21 of 41 articles could not be read."
    assert re.fullmatch(r"such as “0\d/01/2017 05h00”; 20 of Beacon; date_format says how to read them", unread.detail)


def test_equal_contradictions_are_one_row(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "AB"[i % 2], "soon") for i in range(5)]
    table = to_check_table(make_corpus(made))
    assert table[["source", "found", "articles"]].values.tolist() == [["A", "soon", 3], ["B", "soon", 2]]


def test_undated_articles_have_no_gaps(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("The harbour reopened on Monday.", day="")])
    assert corpus_limits(corpus)[-1] == "Without a date, and so in no figure over time: 1 of 1 article."


def sentences(corpus: Corpus) -> list[str]:
    return [finding.sentence for finding in corpus_findings(corpus)]


def test_few_copies_are_no_finding(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "Tide" if i % 2 else "Gull") for i in range(40)]
    one_copy = make_corpus([*made, article("Text w0 here.", "Gull")])
    assert sentences(one_copy) == []
    copies = [article(f"Text w{i} here.", "Gull") for i in range(1, 7, 2)]
    found = corpus_findings(make_corpus([*made, *copies]))
    assert [finding.sentence for finding in found] == [
        "6 of 43 articles share their text with another one: 3 texts, each counted once.",
        "3 of the 20 articles of Tide are also in Gull.",
    ]
    assert found[0].detail.startswith("bars: share of a source's articles that occur more than once · most often, 2")
    picture = found[1].picture
    assert picture is not None
    assert (picture.form, picture.labels, picture.marked) == ("bars", ("Tide", "Gull"), (True, False))
    assert picture.values == pytest.approx([3 / 20, 3 / 23])


def test_lengths_that_differ_twofold(make_corpus: MakeCorpus) -> None:
    def corpus(words: int) -> Corpus:
        made = [
            article(" ".join(f"{source}{i}x{j}" for j in range(n)), source)
            for i in range(20)
            for source, n in (("A", 10), ("B", words))
        ]
        return make_corpus(made)

    assert sentences(corpus(19)) == []
    (found,) = corpus_findings(corpus(20))
    assert found.sentence == "A typical article of B has 20 words, one of A 10."
    assert found.picture is not None
    assert found.picture.values == (20, 10)


def test_one_source_and_one_month_hold_most_articles(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", "A", f"2024-03-{1 + i % 28:02}") for i in range(12)]
    made += [article(f"Text v{i} here.", "BC"[i % 2], f"2024-{1 + i:02}-10") for i in range(8)]
    found = corpus_findings(make_corpus(made))
    assert [finding.sentence for finding in found] == [
        "65% of the articles were published in March 2024.", "60% of the articles are from A: 12 of 20.",
    ]  # fmt: skip
    assert [finding.picture.form for finding in found if finding.picture] == ["line", "bars"]


def test_other_sources_are_not_one(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", f"S{i}") for i in range(40)]
    made += [article(f"Text v{i} there.", "BC"[i % 2]) for i in range(20)]
    corpus = make_corpus(made, min_articles=5)
    assert OTHER_SOURCES in corpus.source_names
    assert sentences(corpus) == []


def test_spellings_are_no_finding(make_corpus: MakeCorpus) -> None:
    made = [article(f"Text w{i} here.", name) for i, name in enumerate(["The Tide", "TIDE", "TIDE", "Gull"])]
    corpus = make_corpus(made)
    assert len(corpus.spellings) == 2
    assert sentences(corpus) == []


def test_labels_of_one_source_may_be_compared(make_corpus: MakeCorpus) -> None:
    made = [{**article(f"The ferry of day {i} left."), "label": "sport" if i % 2 else "city"} for i in range(60)]
    said = "There is one source. Its articles have 2 labels, which compare=label compares."
    assert said in corpus_limits(make_corpus(made))
    assert said not in corpus_limits(make_corpus(made[:40]))
    assert said not in corpus_limits(make_corpus(made, compare="label"))


def test_a_source_that_lives_on_an_agency_is_named(make_corpus: MakeCorpus) -> None:
    def told(n_agency: int, source: str = "Post") -> list[str]:
        made = [article(f"PARIS (AFP) - Text w{i} here.", source) for i in range(n_agency)]
        made += [article(f"Story v{i} there.", source) for i in range(40 - n_agency)]
        made += [article(f"Report u{i} from here.", "Beacon") for i in range(60)]
        made += [article("LONDON (Reuters) - Report from there.", "Beacon")]
        sentences = [finding.sentence for finding in corpus_findings(make_corpus(made))]
        return [sentence for sentence in sentences if "credited" in sentence]

    assert told(25) == ["25 of the 40 articles of Post are credited to AFP; of the others, 1 of 61 to an agency."]
    assert told(7) == [], "under a fifth"
    assert told(25, "AFP") == [], "its own"
