"""Sentences about sources name what was planted, as an editor would, and nothing when there is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from corpora import VOCABULARY, MakeCorpus, article

from analysis.corpus import corpus_limits
from analysis.counts import add_shown, count_words
from analysis.sources import (
    avoided_terms,
    compare_sources,
    distinctive_terms,
    source_findings,
    term_differences,
    why_nothing,
)
from analysis.sources.comparison import Comparison, terms_to_test
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding

NOTHING_AVOIDED = tables.TERM_DIFFERENCES.empty().assign(shown="")
NO_NAMES = tables.NAMES.empty()
NO_DISTANCES = tables.SOURCE_DISTANCES.empty()
NO_PAIR = tables.PAIR_TERMS.empty().assign(shown="")
PHRASES = ["lake gray", "lake lund", "senator gray", "united states", "united states army", "upper savoy"]


def planted(
    make_corpus: MakeCorpus, texts: dict[str, dict[str, int]], n: int = 60, more: str = "", sources: str = "ABCD"
) -> tuple[Comparison, pd.DataFrame]:
    """Make so many texts of each source, all on one topic, of which the first so many hold a term."""
    rng, made = np.random.default_rng(7), []
    # The same words in every source, in another order; only texts of like length are compared.
    words = [rng.choice(VOCABULARY, size=30 + 7 * i % 31) for i in range(n)]
    for source in (*(name for name in ("Arrow", "Beacon", "Courier", "Dispatch") if name[0] in sources), *more):
        for i in range(n):
            held = [term for term, number in texts.get(source, {}).items() if i % 30 < number]
            others = rng.permutation(words[i])
            # At the beginning of many texts, it would be taken for boilerplate.
            text = f"{' '.join(others[:15])} so {' so '.join(held)} {' '.join(others[15:])}."
            made.append(article(text, source, f"2024-03-{1 + i % 28:02}"))
    corpus = make_corpus(made)
    topic = np.ones(len(corpus.articles), dtype=np.int64)
    comparison = compare_sources(corpus, count_words(corpus), PHRASES, topic)
    return comparison, add_shown(corpus, distinctive_terms(term_differences(comparison)))


def told(comparison: Comparison, terms: pd.DataFrame) -> list[Finding]:
    return source_findings(comparison, terms, NOTHING_AVOIDED, NO_DISTANCES, NO_NAMES, NO_PAIR)


def test_terms_of_one_pattern_and_sources_of_one_term_are_told_together(make_corpus: MakeCorpus) -> None:
    texts = {
        "Arrow": {"Lake Gray": 14, "Lake Lund": 12}, "Beacon": {"vessel": 13},
        "Courier": {"vessel": 14, "vessel's": 14},
        "Dispatch": {"wrote": 14, "dispatch": 14, "zu": 14, "etc": 14, "percent": 14},
    }  # fmt: skip
    found = told(*planted(make_corpus, texts))
    # None of what only reports or says how much, of possessives, of the source's own name, and of words of two letters.
    assert {finding.sentence for finding in found} == {
        "Arrow writes “Lake Gray” in 28 of 60 texts and “Lake Lund” in 24; the others in none of 180.",
        "Beacon and Courier write “vessel” in 26 of 60 and in 28 of 60 texts; the others in none of 120.",
    }
    picture = next(finding.picture for finding in found if finding.source == "Arrow")
    assert picture is not None
    assert (picture.form, picture.unit, picture.marked) == ("bars", "share", (True, False, False, False))
    assert picture.values == (pytest.approx(28 / 60), 0, 0, 0)
    several = next(finding for finding in found if finding.source != "Arrow")
    assert several.detail == "likely · each compared with all others"


def test_what_one_source_hardly_uses_and_all_others_do_is_told(make_corpus: MakeCorpus) -> None:
    common = {"Sen": 20, "GOP": 14}
    texts = {"Arrow": {"GOP": 2}, "Beacon": common, "Courier": common, "Dispatch": common}
    comparison, found = planted(make_corpus, texts)
    avoided = avoided_terms(comparison, term_differences(comparison)).assign(shown=["Sen", "GOP"])
    finding = source_findings(comparison, found, avoided, NO_DISTANCES, NO_NAMES, NO_PAIR)[-1]
    assert finding.sentence == "Arrow writes “Sen” in none of 60 texts and “GOP” in 4; the others in 120 and 84 of 180."
    assert (finding.source, finding.tier, finding.anchor) == ("Arrow", "clear", "term_differences")
    assert finding.detail.startswith("clear · also within the same topics · in ")
    assert finding.picture is not None
    assert finding.picture.values == pytest.approx((0, 2 / 3, 2 / 3, 2 / 3))
    assert finding.picture.marked == (True, False, False, False)
    differences = term_differences(comparison)
    for changed in ({"within_topics": "undecided"}, {"settings": 0.4}, {"tier": "likely"}, {"ratio_told": False}):
        assert avoided_terms(comparison, differences.assign(**changed)).empty


@pytest.mark.parametrize(
    ("texts", "sources"),
    [
        # Two of the others hardly use it, either.
        ({"Beacon": {"Sen": 28}}, "ABCD"),
        ({"Beacon": {"Sen": 28}, "Courier": {"Sen": 28}, "Dispatch": {"Sen": 2}}, "ABCD"),
        # Of two sources, the other uses it more.
        ({"Beacon": {"Sen": 28}}, "AB"),
        # A third of all texts is not three times as many.
        ({"Arrow": {"Sen": 9}, "Beacon": {"Sen": 26}, "Courier": {"Sen": 26}, "Dispatch": {"Sen": 26}}, "ABCD"),
    ],
)
def test_what_others_do_not_all_use_much_more_is_not_avoided(
    make_corpus: MakeCorpus, texts: dict[str, dict[str, int]], sources: str
) -> None:
    comparison, _ = planted(make_corpus, texts, sources=sources)
    differences = term_differences(comparison)
    assert (~differences["more"]).any()
    assert avoided_terms(comparison, differences).empty


def test_names_of_outlets_set_no_label_apart(make_corpus: MakeCorpus) -> None:
    # All "true" articles are the Beacon's, which names itself, and says "vessel".
    rng = np.random.default_rng(3)
    made = [
        {**article(f"{word} {' '.join(rng.permutation(VOCABULARY))}.", outlet), "label": label}
        for outlet, label, word in (("Beacon", "true", "beacon vessel"), ("Courier", "fake", "boat"))
        for _ in range(30)
    ]
    corpus = make_corpus(made, compare="label")
    comparison = compare_sources(corpus, count_words(corpus))
    assert set(term_differences(comparison)["term"]) == {"vessel", "boat"}
    assert comparison.marks["why"].tolist() == ["name of an outlet"] * 2
    told = "30 of 30 articles of fake are of Courier and 30 of 30 articles of true are of Beacon."
    assert f"What sets them apart may be the outlet: {told}" in corpus_limits(corpus)
    assert not any("may be the outlet" in limit for limit in corpus_limits(make_corpus(made)))


def test_an_outlet_that_leads_no_label_may_set_one_apart(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(3)
    outlets = ["Beacon", "Courier", "Vessel Watch"]
    made = [
        {**article(f"{word} {' '.join(rng.permutation(VOCABULARY))}.", outlets[i % 3]), "label": label}
        for label, word in (("true", "vessel"), ("fake", "boat"))
        for i in range(30)
    ]
    corpus = make_corpus(made, compare="label")
    assert set(term_differences(compare_sources(corpus, count_words(corpus)))["term"]) == {"vessel", "boat"}
    # A third of each label is of each outlet.
    assert not any("may be the outlet" in limit for limit in corpus_limits(corpus))


def test_of_many_sources_the_largest_are_drawn_whether_they_have_the_word_or_not(make_corpus: MakeCorpus) -> None:
    (finding,) = told(*planted(make_corpus, {"H": {"vessel": 13}, "I": {"vessel": 3}}, more="EFGHI"))
    assert finding.picture is not None
    # All are equally large; "I" has more than most and comes last.
    assert finding.picture.labels == ("Arrow", "Beacon", "Courier", "Dispatch", "E", "F", "G", "H")
    assert finding.picture.total == 9


def test_the_weakest_of_several_terms_says_how_sure_they_are(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"Lake Gray": 14, "Lake Lund": 12}})
    found = found[found["term"].str.startswith("lake ")]
    (finding,) = told(
        comparison,
        found.assign(
            tier=["clear", "likely"], holds_in=["10 of 10", "7 of 10"], settings=[1.0, 0.7], texts_others=1,
            ratio_low=[2.0, 3.0], ratio_high=[8.0, 900.0],
        ),
    )  # fmt: skip
    assert finding.tier == "likely"
    first = found["shown"].iloc[0]
    assert finding.detail == (
        f"likely · uses “{first}” 2 to 8 times as often (95% interval) · also within the same topics · "
        f"in at least 7 of 10 robustness checks · bars: “{first}”"
    )


def test_a_title_before_a_name_is_no_finding(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"Senator Gray": 14}})
    titled = found[found["term"] == "senator gray"]
    assert len(titled) == 1
    assert told(comparison, titled) == []
    assert "1 word in the figure below differ beyond chance" not in why_nothing(comparison, titled)
    assert why_nothing(comparison, titled).startswith("Nothing stands out. 1 word in the figure below differs beyond")
    assert why_nothing(comparison, titled.head(0)) == "Nothing stands out: no rate of a word surely differs."


def test_a_word_of_over_half_of_one_source_is_told_when_others_hardly_have_it(make_corpus: MakeCorpus) -> None:
    """Of two sources, over half of the texts of one are over a quarter of all."""
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 28}})
    (finding,) = told(comparison, found.assign(texts=56, all_texts=60, texts_others=12, all_texts_others=60))
    assert "“vessel”" in finding.sentence


def test_a_word_that_is_not_used_more_often_is_not_chosen(make_corpus: MakeCorpus) -> None:
    """In more texts of a source than of the others, but used as often."""
    comparison, _ = planted(make_corpus, {"Arrow": {"vessel": 14}})
    differences = term_differences(comparison)
    assert len(distinctive_terms(differences)) == 1
    assert distinctive_terms(differences.assign(ratio_told=False)).empty


@pytest.mark.parametrize(("term", "sentences"), [("Mill Mill Mill", 1), ("mill mill mill", 0)])
def test_a_general_word_is_told_when_it_is_a_name(make_corpus: MakeCorpus, term: str, sentences: int) -> None:
    """Three uses in 56 of 60 texts of one source, one in 40 of 60 of the others'."""
    texts = {source: {term.split()[0]: 20} for source in ("Beacon", "Courier", "Dispatch")}
    found = told(*planted(make_corpus, {"Arrow": {term: 28}, **texts}))
    assert len(found) == sentences
    for finding in found:
        assert finding.sentence.startswith("Arrow uses “Mill” 4 times as often as the others: ")
        assert finding.picture is not None
        assert (finding.picture.form, finding.picture.unit) == ("dots", "per_million")


def terms(comparison: Comparison, found: pd.DataFrame, **row: Any) -> list[Finding]:
    return told(comparison, found.assign(**row))


def test_what_a_word_depends_on_is_said(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    (finding,) = terms(comparison, found, holds_in="8 of 10")
    assert finding.detail == "clear · also within the same topics · in 8 of 10 robustness checks"
    (finding,) = terms(comparison, found, holds_in="10 of 10")
    assert finding.detail.endswith(" · in all 10 robustness checks")
    (finding,) = terms(
        comparison, found, survives=False, within_topics="subject", tier="likely", texts_others=1, ratio_high=9.0
    )
    assert "likely · " in finding.detail
    assert " times as often (95% interval) · comes with the topics it covers" in finding.detail
    assert "not in its own sentences alone" in finding.detail
    assert "mentions “vessel”" in finding.sentence
    (finding,) = terms(comparison, found, texts_others=1, ratio_low=2.8, ratio_high=1200.0)
    assert "interval" not in finding.detail
    assert terms(comparison, found, settings=0.4) == []
    assert len(terms(comparison, found, settings=0.5)) == 1


def test_other_sources_are_nobody(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    comparison.names[0] = "other sources"
    assert told(comparison, found.assign(source="other sources")) == []


def test_all_together_are_ordered_by_kind(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    named = tables.NAMES.build(
        [("Front", "IS", "Beacon", 12, 1.0, 0.7, 1.0, 11, 0.0, 1.0, 0.6, 1.0, 0.001, 0.001, 0.001, "clear")]
    )
    distances = tables.SOURCE_DISTANCES.build(
        [("A", other, 90, 0.2, 0.1, 0.08, 0.12, 0.005, "mill", "flood", 0.005, "clear") for other in "BC"]
    )
    findings = source_findings(comparison, found, NOTHING_AVOIDED, distances, named, NO_PAIR)
    assert [finding.anchor for finding in findings] == ["distinctive_terms", "names", "source_distances"]
    assert told(comparison, found.head(0)) == []


def test_the_columns_of_a_source_have_as_many_terms_each(make_corpus: MakeCorpus) -> None:
    texts = {"Arrow": {"vessel": 14, "barge": 14, "raft": 14}, "Beacon": {"plough": 14}}
    comparison, found = planted(make_corpus, texts)
    assert len(found) == 4
    differences = term_differences(comparison)
    assert len(distinctive_terms(differences, 2)) == 3
    subject = differences.assign(within_topics=["subject"] + ["style"] * (len(differences) - 1))
    assert len(distinctive_terms(subject, 2)) == 4


def test_a_possessive_of_what_articles_were_searched_for_is_not_tested(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"The vessel's crew left the harbour on day {i}. A vessel came.") for i in range(12)])
    known = {*terms_to_test(corpus, count_words(corpus), [], with_dates=True)}
    assert known >= {"vessel", "harbour"}
    assert "vessel's" not in known
    searched = replace(corpus, searched=("vessel",))
    assert known - {*terms_to_test(searched, count_words(corpus), [], with_dates=True)} == {"vessel"}


def test_a_name_spelt_out_where_others_write_its_initials_says_so(make_corpus: MakeCorpus) -> None:
    others = {source: {"US": 14} for source in ("Beacon", "Courier", "Dispatch")}
    (finding,) = told(*planted(make_corpus, {"Arrow": {"United States": 14}, **others}))
    assert finding.sentence == (
        "Arrow writes “United States” in 28 of 60 texts; the others in none of 180, and more often “US”."
    )


@pytest.mark.parametrize("more", ["Upper Savoy", "United States Army"])
def test_initials_of_another_name_or_of_a_part_of_one_are_not_told(make_corpus: MakeCorpus, more: str) -> None:
    others = {source: {"US": 14, "Upper Savoy": 14 * (more == "Upper Savoy")} for source in ("Beacon", "Courier")}
    spelt = "United States" if more == "Upper Savoy" else more
    comparison, found = planted(make_corpus, {"Arrow": {spelt: 14}, **others}, sources="ABC")
    of_arrow = found[(found["source"] == "Arrow") & found["term"].isin(["united states"])]
    assert len(of_arrow) == 1
    (finding,) = told(comparison, of_arrow)
    assert finding.sentence.startswith("Arrow writes “United States” in 28 of 60 texts; the others in none of 120")
    assert "US" not in finding.sentence
