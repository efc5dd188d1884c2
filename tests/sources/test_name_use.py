"""Names of one thing: each mention once, in its source and place; the sample's planted counts."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article, count_names

from analysis.corpus import Corpus
from analysis.counts import find_names
from analysis.sources import name_sentences, names_by_place, names_by_source
from analysis.sources.name_use import PLACES
from analysis.text import name_pattern

FRONT = {"Front": ["Inland Sovereignty Front", "ISF", "IS"]}
VARIANTS = ["IS", "Inland Sovereignty", "Inland Sovereignty Front", "ISF"]


def planted_counts() -> dict[tuple[str, str], int]:
    """Read how often each source of the sample uses each name."""
    truth = Path(__file__).parents[1] / "fixtures" / "truth" / "names.csv"
    with truth.open(encoding="utf-8", newline="") as rows:
        return {(row["source"], row["name"]): int(row["count"]) for row in csv.DictReader(rows)}


def test_the_sample_holds_the_names_that_were_planted(sample: Corpus) -> None:
    planted = planted_counts()
    table = count_names(sample)
    counted = {(row["source"], row["variant"]): row["count"] for row in table.to_dict("records")}
    assert len(counted) == 24
    assert counted == {key: n for key, n in planted.items() if key[1] in VARIANTS}
    # One family, variants in the order of names.yml, sources in the order of the corpus.
    assert table["family"].unique().tolist() == ["Inland Sovereignty Front"]
    assert table["variant"].tolist() == [v for v in sample.name_families["Inland Sovereignty Front"] for _ in range(6)]
    assert table["source"].tolist() == sample.source_names * 4


def test_what_each_outlet_calls_them_is_counted_as_planted(sample: Corpus) -> None:
    variants = [f"{kind}{ending}" for kind in ("rebel", "militant", "insurgent", "terrorist") for ending in ("", "s")]
    names = {"names": [*sample.name_families["Inland Sovereignty Front"], *variants]}
    table = count_names(replace(sample, name_families=names))
    told = table["variant"].where(~table["variant"].isin(variants), table["variant"].str.lower().str.rstrip("s") + "s")
    counted = table.assign(name=told).groupby(["source", "name"])["count"].sum()
    planted = {key: n for key, n in planted_counts().items() if n and key[0] != "all" and key[1] != "the Front"}
    assert {key: n for key, n in counted.items() if n} == planted


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
    matches = name_pattern(VARIANTS).finditer(text)
    assert [VARIANTS[int(str(match.lastgroup)[1:])] for match in matches] == found


def test_a_house_style_changes_no_count(make_corpus: MakeCorpus) -> None:
    written = ["Tanners' Row", "Tanners’ Row", "al‑Tanf", "al-Tanf", "the U.S.", "the US"]
    corpus = make_corpus([article(f"At {text}.") for text in written], names={"x": ["Tanners'  Row", "al-Tanf", "US"]})
    assert count_names(corpus)["count"].tolist() == [2, 2, 2]


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
    counted = ["family", "variant", "source", "count", "share", "independent_texts"]
    assert table[counted].to_numpy().tolist() == [
        ["city", "Merrowgate", "Standard", 1, 1.0, 1],
        ["movement", "ISF", "Beacon", 2, 0.285714, 1],
        ["movement", "ISF", "Standard", 1, 1.0, 1],
        ["movement", "IS", "Beacon", 5, 0.714286, 1],
        ["movement", "IS", "Standard", 0, 0.0, 1],
    ]
    assert table["share_low"].isna().all()
    assert np.array_equal(table["difference"], [np.nan, -0.714286, 0.714286, 0.714286, -0.714286], equal_nan=True)
    assert table["p"].isna().all()
    assert (table["tier"] == "").all()


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


def counts(table: pd.DataFrame, *by: str) -> dict[tuple[str, ...], int]:
    return {tuple(row[key] for key in by): row["count"] for row in table.to_dict("records") if row["count"]}


@pytest.mark.parametrize("shard_articles", [4000, 1])
def test_each_mention_by_hand(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(
        [
            article("IS fled, “IS is no state,” he said.\nThe ISF is gone.", "Beacon", "2024-03-04", "IS “is” gone"),
            article("«The Inland Sovereignty Front (ISF)», it is called.", "Standard", "2024-03-05", "Nothing"),
            article("It is what is left.", "Standard", ""),
        ],
        names=FRONT,
        shard_articles=shard_articles,
    )
    found = find_names(corpus)
    rows = sorted(
        (corpus.source_names[s], v, h, q)
        for s, v, h, q in found[["source", "variant", "headline", "quoted"]].to_numpy()
    )
    assert rows == [
        ("Beacon", 1, False, False),
        ("Beacon", 2, False, False),
        ("Beacon", 2, False, True),
        ("Beacon", 2, True, False),
        # The nested IS and ISF of the full name are not counted again.
        ("Standard", 0, False, True),
        ("Standard", 1, False, True),
    ]
    assert [corpus.articles["source"][a] for a in found["article"]] == [corpus.source_names[s] for s in found["source"]]


def test_places_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("IS fled, “IS is no state,” he said. The ISF is gone.", "Beacon", title="IS “is” gone"),
            article("“The Inland Sovereignty Front (ISF)”, it is called.", "Standard", title="Nothing"),
        ],
        names=FRONT,
    )
    table = names_by_place(corpus, find_names(corpus))
    assert counts(table, "variant", "source", "place") == {
        ("Inland Sovereignty Front", "Standard", "body"): 1,
        ("Inland Sovereignty Front", "Standard", "inside quotation marks"): 1,
        ("Inland Sovereignty Front", "all sources", "body"): 1,
        ("Inland Sovereignty Front", "all sources", "inside quotation marks"): 1,
        ("ISF", "Beacon", "body"): 1,
        ("ISF", "Beacon", "outside quotation marks"): 1,
        ("ISF", "Standard", "body"): 1,
        ("ISF", "Standard", "inside quotation marks"): 1,
        ("ISF", "all sources", "body"): 2,
        ("ISF", "all sources", "inside quotation marks"): 1,
        ("ISF", "all sources", "outside quotation marks"): 1,
        ("IS", "Beacon", "headline"): 1,
        ("IS", "Beacon", "body"): 2,
        ("IS", "Beacon", "inside quotation marks"): 1,
        ("IS", "Beacon", "outside quotation marks"): 2,
        ("IS", "all sources", "headline"): 1,
        ("IS", "all sources", "body"): 2,
        ("IS", "all sources", "inside quotation marks"): 1,
        ("IS", "all sources", "outside quotation marks"): 2,
    }
    # The Standard names nobody in its headline: no row, not zeros.
    assert not ((table["source"] == "Standard") & (table["place"] == "headline")).any()
    # Of the five mentions in the two bodies two are of the ISF.
    row = table[(table["variant"] == "ISF") & (table["source"] == "all sources") & (table["place"] == "body")].iloc[0]
    assert (row["share"], row["independent_texts"], np.isnan(row["share_low"])) == (0.4, 2, True)
    first = table.drop_duplicates(["source", "place"])[["source", "place"]].to_numpy().tolist()
    assert first[:3] == [["Beacon", place] for place in PLACES[:3]]
    assert first[-4:] == [["all sources", place] for place in PLACES]


def test_the_sample_adds_up_to_what_was_planted(sample: Corpus) -> None:
    planted = planted_counts()
    table = names_by_place(sample, find_names(sample))
    by = table.pivot_table(index=["source", "variant"], columns="place", values="count", fill_value=0)
    assert len(by) == 28
    for (source, variant), row in by.iterrows():
        everything = sum(n for (s, name), n in planted.items() if name == variant and source in (s, "all sources"))
        assert row["headline"] + row["body"] == everything
        assert row["inside quotation marks"] + row["outside quotation marks"] == everything
    known = table.dropna(subset="share_low")
    assert (known["independent_texts"] >= 10).all()
    assert ((known["share_low"] <= known["share"]) & (known["share"] <= known["share_high"])).all()


@pytest.mark.parametrize("names", [{}, {"x": []}, {"x": [" "]}, {"x": ["Nowhere"]}])
def test_nothing_to_find(make_corpus: MakeCorpus, names: dict[str, list[str]]) -> None:
    corpus = make_corpus([article("IS fled.", title="Gone"), article("IS went.", day="2024-03-09")], names=names)
    found = find_names(corpus)
    assert found.empty
    for table in (names_by_source, names_by_place):
        assert table(corpus, found).empty
    assert names_by_place(corpus, found).columns.tolist() == [
        "family", "variant", "source", "place", "count", "share", "share_low", "share_high", "independent_texts",
    ]  # fmt: skip


def test_every_name_of_the_sample_is_quoted_where_it_was_counted(sample: Corpus) -> None:
    mentions = find_names(sample)
    table = names_by_source(sample, mentions)
    found = name_sentences(sample, mentions, table)
    keys = ["family", "variant", "source"]
    lines = found.groupby([f"{key}_of" for key in keys]).size().to_dict()
    counted = {tuple(row[:-1]): row[-1] for row in table[[*keys, "count"]].itertuples(index=False)}
    assert {row: n for row, n in counted.items() if n and row not in lines} == {}
    assert all(n <= min(3, counted[row]) for row, n in lines.items())
    assert (found["keyword"].str.split().str.join(" ") == found["variant_of"]).all()
    assert (found["source"] == found["source_of"]).all()


def test_no_row_has_no_sentence(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("Then IS won.")], names={"Islamic State": ["IS", "ISIS", "Daesh"]})
    mentions = find_names(corpus)
    names = names_by_source(corpus, mentions)
    assert name_sentences(corpus, mentions, names)["keyword"].tolist() == ["IS"]
    assert name_sentences(corpus, mentions, names.head(0)).empty
