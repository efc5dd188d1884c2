"""Names of one thing: each mention once, capitals as given, and the sample's planted counts."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from corpora import MakeCorpus, article, count_names

from analysis.corpus import Corpus
from analysis.counts import name_pattern

TRUTH = Path(__file__).parents[1] / "fixtures" / "truth" / "names.csv"
FRONT = ["IS", "Inland Sovereignty", "Inland Sovereignty Front", "ISF"]


def test_the_sample_holds_the_names_that_were_planted(sample: Corpus) -> None:
    with TRUTH.open(encoding="utf-8", newline="") as rows:
        planted = {(row["source"], row["name"]): int(row["count"]) for row in csv.DictReader(rows)}
    table = count_names(sample)
    counted = {(row["source"], row["variant"]): row["count"] for row in table.to_dict("records")}
    assert len(counted) == 24
    assert counted == {key: n for key, n in planted.items() if key[1] in FRONT}
    # One family, variants in the order of names.yml, sources in the order of the corpus.
    assert table["family"].unique().tolist() == ["Inland Sovereignty Front"]
    assert table["variant"].tolist() == [v for v in sample.name_families["Inland Sovereignty Front"] for _ in range(6)]
    assert table["source"].tolist() == sample.source_names * 4


def test_shares_of_the_sample_add_to_1_and_lie_in_their_intervals(sample: Corpus) -> None:
    table = count_names(sample)
    np.testing.assert_allclose(table.groupby("source")["share"].sum(), 1, rtol=1e-5)
    known = table.dropna(subset=["share_low"])
    assert set(known["source"]) == set(table.loc[table["independent_texts"] >= 10, "source"])
    assert ((known["share_low"] <= known["share"]) & (known["share"] <= known["share_high"])).all()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IS is what it is: IS", ["IS", "IS"]),
        ("the Inland Sovereignty Front, ISF", ["Inland Sovereignty Front", "ISF"]),
        ("Inland Sovereignty front", ["Inland Sovereignty"]),
        ("IS-held, IS's, (IS)", ["IS", "IS", "IS"]),
        ("THIS ISIS IS2 ISFs is Is", []),
        ("Inland\n\nSovereignty  Front", ["Inland Sovereignty Front"]),
        ("inland sovereignty", []),
    ],
)
def test_whole_words_capitals_as_given_and_the_longest_wins(text: str, found: list[str]) -> None:
    matches = name_pattern(FRONT).finditer(text)
    assert [FRONT[int(str(match.lastgroup)[1:])] for match in matches] == found


@pytest.mark.parametrize("text", ["Tanners' Row", "Tanners’ Row", "al‑Tanf", "al-Tanf", "the U.S.", "the US"])
def test_a_house_style_changes_no_count(make_corpus: MakeCorpus, text: str) -> None:
    table = count_names(make_corpus([article(f"At {text}.")], names={"x": ["Tanners'  Row", "al-Tanf", "US"]}))
    assert table["count"].sum() == 1


@pytest.mark.parametrize("shard_articles", [4000, 1])
def test_by_hand(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(
        [
            article("IS fled. The ISF, or IS, denied it.", "Beacon", title="IS flees"),
            article("IS fled. The ISF, or IS, denied it.", "Beacon"),
            article("The ISF of Merrowgate denied it.", "Standard"),
            article("Nobody fled.", "Standard"),
            article("Nobody denied it.", "Observer"),
        ],
        names={"city": ["Merrowgate"], "movement": ["ISF", "IS"], "nobody": []},
        shard_articles=shard_articles,
    )
    table = count_names(corpus)
    assert table.drop(columns=["share_low", "share_high"]).to_numpy().tolist() == [
        ["city", "Merrowgate", "Standard", 1, 1.0, 1],
        ["movement", "ISF", "Beacon", 2, 0.285714, 1],
        ["movement", "ISF", "Standard", 1, 1.0, 1],
        ["movement", "IS", "Beacon", 5, 0.714286, 1],
        ["movement", "IS", "Standard", 0, 0.0, 1],
    ]
    assert table["share_low"].isna().all()


def test_intervals_need_ten_independent_texts_and_know_copies(make_corpus: MakeCorpus) -> None:
    def of(n_texts: int, copies: int) -> tuple[float, float, int]:
        texts = [article(f"Day {'one two '[: i % 3]} w{i}: {'IS' if i % 2 else 'ISF'} fled.") for i in range(n_texts)]
        table = count_names(make_corpus(texts + [texts[1]] * copies, names={"movement": ["IS", "ISF"]}))
        return tuple(table.loc[0, ["share_low", "share_high", "independent_texts"]])

    assert np.isnan(of(9, 20)[0])
    low, high, texts = of(30, 0)
    low_copied, high_copied, texts_copied = of(30, 12)
    assert texts == texts_copied == 30
    assert 0 < low < 0.5 < high < 1
    assert high_copied - low_copied > high - low


def test_more_texts_than_buckets(make_corpus: MakeCorpus) -> None:
    texts = [article(f"w{i}: {'IS' if i % 4 else 'ISF'} fled.") for i in range(300)]
    table = count_names(make_corpus(texts, names={"movement": ["IS", "ISF"]}))
    assert table["count"].tolist() == [225, 75]
    assert table["independent_texts"].tolist() == [300, 300]
    # A share of a quarter among 300: standard error .025.
    assert table.loc[1, "share_low"] == pytest.approx(0.20, abs=0.02)
    assert table.loc[1, "share_high"] == pytest.approx(0.30, abs=0.02)


def test_no_family_and_no_mention_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    for names in ({}, {"x": []}, {"x": ["Nowhere"]}):
        table = count_names(make_corpus([article("IS fled.")], names=names))
        assert table.empty
