"""Which articles are in play, under which source, and what the shards know of them."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from corpus_files import LoadFiles, WriteFiles

from analysis.corpus import Corpus, load_corpus
from analysis.counts import count_words, find_shared_sentences
from analysis.errors import CorpusError, SettingsError
from analysis.vocabulary import OTHER_SOURCES


def lines(*records: tuple[str, str, str], **more: str) -> dict[str, str]:
    """Write (source, date, text) as a JSONL table; ids are the line numbers."""
    fields = ("source", "date", "text")
    rows = [{"id": str(i), **dict(zip(fields, r, strict=True)), **more} for i, r in enumerate(records, 1)]
    return {"t.jsonl": "\n".join(map(json.dumps, rows))}


def ids(corpus: Corpus) -> list[str]:
    return sorted(corpus.articles["article_id"])


SPREAD = lines(
    ("A", "2024-01-31", "one"), ("A", "2024-02-01", "two"), ("B", "2024-02-29", "three"),
    ("B", "2024-03-01", "four"), ("C", "", "five"), ("A", "2024-02-15 12:30:00", "six"),
)  # fmt: skip


def test_everything_is_in_play_by_default(load: LoadFiles) -> None:
    corpus = load(SPREAD)
    assert ids(corpus) == ["1", "2", "3", "4", "5", "6"]
    assert corpus.source_names == ["A", "B", "C"]
    assert corpus.filtered.empty
    assert corpus.language == "en"


def test_since_and_until_are_included_and_undated_articles_left_out(load: LoadFiles) -> None:
    corpus = load(SPREAD, since="2024-02-01", until="2024-02-29")
    assert ids(corpus) == ["2", "3", "6"]
    assert corpus.filtered.values.tolist() == [
        ["t.jsonl", 1, "1", "not dated 2024-02-01 or later"],
        ["t.jsonl", 4, "4", "not dated 2024-02-29 or earlier"],
        ["t.jsonl", 5, "5", "not dated 2024-02-01 or later"],
    ]


def test_articles_dated_years_apart_count_as_undated(load: LoadFiles) -> None:
    near = [("A", f"2024-03-{i + 1:02}", f"story {i}") for i in range(20)]
    content = lines(*near, ("A", "2050-01-31", "late"), ("B", "2001-02-03", "early"))
    corpus = load(content)
    dates = corpus.articles.set_index("article_id")["published"]
    assert len(dates) == 22
    assert sorted(dates[dates.isna()].index) == ["21", "22"]
    assert corpus.periods[0] == "2024-W09"
    assert corpus.periods[-1] == "2024-W12"
    kind = "dated years apart from all others"
    assert corpus.conflicts.values.tolist() == [
        ["21", "A", "", kind, "2050-01-31", "date"],
        ["22", "B", "", kind, "2001-02-03", "date"],
    ]
    # The rule is about the whole corpus, whatever is chosen of it; what leaves them out says why.
    corpus = load(content, sources="B")
    assert corpus.articles["published"].isna().tolist() == [True]
    assert len(corpus.conflicts) == 1
    for options in ({"since": "2001-01-01"}, {"until": "2050-12-31"}, {"compare": "year"}):
        corpus = load(content, **options)
        assert len(corpus.articles) == 20
        assert corpus.filtered["reason"].tolist() == [
            "dated 31 Jan 2050, years apart from all others, so undated",
            "dated 3 Feb 2001, years apart from all others, so undated",
        ]
        assert corpus.conflicts.empty


def test_an_archive_of_decades_keeps_its_dates(load: LoadFiles) -> None:
    corpus = load(lines(*(("A", f"{1870 + 50 * (i % 3)}-03-04", f"story {i}") for i in range(30))), compare="year")
    assert corpus.source_names == ["1870", "1920", "1970"]
    assert corpus.conflicts.empty


def test_a_copy_dated_years_apart_leads_no_group(load: LoadFiles) -> None:
    near = [("A", f"2024-03-{i + 1:02}", f"story {i}") for i in range(20)]
    text = "The ferry from the north pier was late again as the wind turned and the tide went out at noon on Friday."
    corpus = load(lines(*near, ("A", "1970-01-01", text), ("B", "2024-03-05", text)))
    group = corpus.articles[corpus.articles["article_id"].isin(["21", "22"])]
    assert group["article_id"].tolist() == ["22", "21"]
    assert group["group"].nunique() == 1
    assert group["first_of_group"].tolist() == [True, False]
    # Texts are read with the rows of their articles, and the date is known nowhere.
    for shard in corpus.shards:
        read = shard.read(["article_id", "published"])
        at = corpus.articles.iloc[shard.article]
        assert read["article_id"].tolist() == at["article_id"].tolist()
        assert read["published"].isna().tolist() == at["published"].isna().tolist()
    # When A had the sentence is not known, so it is nobody's own.
    assert find_shared_sentences(corpus).owner.tolist() == [-1]


def test_chosen_sources(load: LoadFiles) -> None:
    corpus = load(SPREAD, sources=["C", "B"])
    assert ids(corpus) == ["3", "4", "5"]
    assert corpus.filtered["reason"].unique().tolist() == ["source not chosen"]


def test_a_source_that_does_not_exist_is_refused_with_those_that_do(load: LoadFiles) -> None:
    with pytest.raises(SettingsError, match=r"sources: there is no source 'D'\. Sources: A, B, C") as caught:
        load(SPREAD, sources=["A", "D"])
    assert caught.value.exit_code == 2


def test_values_out_of_range_are_refused(load: LoadFiles) -> None:
    for given, message in [
        ({"compare": "sauce"}, "compare must be source, group, year, month or label, not 'sauce'"),
        ({"since": "2024-13-01"}, "since must be a date such as 2024-03-31, or empty, not '2024-13-01'"),
        ({"since": "2024-03-01", "until": "2024-02-01"}, "since=2024-03-01 is after until=2024-02-01"),
        ({"language": "xx"}, "language must be the two-letter code"),
        ({"min_articles": -5}, "min_articles must be a whole number, at least 1, not -5"),
        ({"sources": 5}, "sources must be text or a list of texts, not 5"),
        ({"contains": [""]}, "contains must be a list of words and phrases"),
        ({"period": "years"}, "period must be day, week, month, quarter, year or empty, not .years."),
    ]:
        with pytest.raises(SettingsError, match=message):
            load(SPREAD, **given)


def test_labels_that_are_not_there_cannot_be_compared(load: LoadFiles) -> None:
    with pytest.raises(CorpusError, match="is left: compare=label leaves out all 1: no label"):
        load({"t.csv": "text,source\nOne two three.,S\n"}, compare="label")


def test_nothing_left_is_told_with_the_number_filtered(load: LoadFiles) -> None:
    expected = r"No article of “corpus” is left: .* leave out all 6; the articles are from 20\S+ to 20\S+\.$"
    with pytest.raises(CorpusError, match=expected) as caught:
        load(SPREAD, since="2030-01-01")
    assert caught.value.exit_code == 3


def test_small_sources_are_joined_and_stand_last(load: LoadFiles) -> None:
    corpus = load(SPREAD, min_articles=3)
    assert corpus.source_names == ["A", OTHER_SOURCES] == ["A", "other sources"]
    assert corpus.articles["source"].value_counts().to_dict() == {"A": 3, OTHER_SOURCES: 3}


def test_joined_sources_stand_last_even_when_they_are_most(load: LoadFiles) -> None:
    records = [("A", "", f"a {i}") for i in range(3)] + [(f"S{i}", "", f"s {i}") for i in range(9)]
    assert load(lines(*records), min_articles=2).source_names == ["A", OTHER_SOURCES]


def test_a_single_source_keeps_its_name_however_small(load: LoadFiles) -> None:
    assert load(SPREAD, sources=["C"], min_articles=10).source_names == ["C"]


def test_of_hundreds_of_small_sources_25_keep_their_names(load: LoadFiles) -> None:
    few = [(f"S{i:02}", "", f"word{i} text") for i in range(25)]
    assert len(load(lines(*few), min_articles=10).source_names) == 25
    many = [*few, *((f"T{i:02}", "", f"other{i} text") for i in range(15)), ("T14", "", "a second one")]
    assert load(lines(*many), min_articles=10).source_names == ["T14", *(f"S{i:02}" for i in range(24)), OTHER_SOURCES]


def test_sources_of_one_size_stand_by_name(load: LoadFiles) -> None:
    assert load(lines(("b", "", "x y"), ("a", "", "y z"), ("C", "", "z x"))).source_names == ["C", "a", "b"]


@pytest.mark.parametrize(("compare", "sources"), [("year", ["2024"]), ("month", ["2024-01", "2024-02", "2024-03"])])
def test_dates_can_be_compared(load: LoadFiles, compare: str, sources: list[str]) -> None:
    corpus = load(SPREAD, compare=compare)
    assert corpus.source_names == sources
    assert corpus.filtered[["article_id", "reason"]].values.tolist() == [["5", f"no date (compare={compare})"]]


def test_labels_can_be_compared(load: LoadFiles) -> None:
    rows = ['"1",war,one,A', '"2",,two,A', '"3",trade,three,B', '"4",war,four,B']
    corpus = load({"t.csv": "id,label,text,source\n" + "\n".join(rows)}, compare="label")
    assert corpus.source_names == ["war", "trade"]
    assert corpus.filtered[["article_id", "reason"]].values.tolist() == [["2", "no label (compare=label)"]]
    with pytest.raises(CorpusError, match="No article"):
        load(SPREAD | {"t.csv": "text,source\none,A\n"}, compare="label")


@pytest.mark.parametrize(
    ("options", "sources"),
    [({"compare": "month"}, {"2024-01", "2024-02", "2024-03"}), ({"min_articles": 3}, {"A", OTHER_SOURCES})],
)
def test_an_article_keeps_its_outlet_whatever_plays_the_part_of_the_source(
    load: LoadFiles, options: dict[str, object], sources: set[str]
) -> None:
    articles = load(SPREAD, **options).articles.set_index("article_id")
    outlets = {"1": "A", "2": "A", "3": "B", "4": "B", "5": "C", "6": "A"}
    assert articles["outlet"].to_dict() == {key: outlets[key] for key in articles.index}
    assert set(articles["source"]) == sources


def test_what_was_removed_is_that_of_the_outlets_in_play(load: LoadFiles) -> None:
    footer = [
        ("B", f"2024-01-{day:02}", f"text {day} of many\n\nread more at the site of the B") for day in range(1, 12)
    ]
    corpus = load(lines(("A", "2024-01-01", "one"), *footer), compare="month")
    assert set(corpus.removed["source"]) == {"B"}
    assert set(corpus.not_cleaned["source"]) == {"A"}


def test_a_copy_leads_its_group_when_the_first_is_not_in_play(load: LoadFiles) -> None:
    twice = lines(("A", "2024-01-01", "same words"), ("B", "2024-01-02", "same words"), ("B", "2024-01-03", "own"))
    whole, part = load(twice), load(twice, sources=["B"])
    assert whole.articles.set_index("article_id")["first_of_group"].to_dict() == {"1": True, "2": False, "3": True}
    assert part.articles.set_index("article_id")["first_of_group"].to_dict() == {"2": True, "3": True}
    assert (whole.independent_texts, part.independent_texts) == (2, 2)


def test_conflicts_are_those_of_the_articles_in_play(load: LoadFiles) -> None:
    records = lines(("A", "2024", "one"), ("B", "2023", "two"))
    assert len(load(records).conflicts) == 2
    assert load(records, sources=["B"]).conflicts["article_id"].tolist() == ["2"]


def test_shards_know_their_articles(load: LoadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("analysis.corpus.prepare"), "SHARD_ARTICLES", 10)
    records = [(f"S{i % 3}", f"2024-0{1 + i % 5}-11" if i % 7 else "", f"text {i % 40}") for i in range(60)]
    corpus = load(lines(*records), until="2024-04-30")
    assert len(corpus.shards) > 2
    assert sorted(np.concatenate([shard.article for shard in corpus.shards])) == list(range(len(corpus.articles)))
    for shard in corpus.shards:
        rows = corpus.articles.iloc[shard.article].reset_index(drop=True)
        assert shard.read(["article_id"])["article_id"].tolist() == rows["article_id"].tolist()
        assert [corpus.source_names[i] for i in shard.source] == rows["source"].tolist()
        assert [corpus.periods[i] for i in shard.period] == rows["period"].tolist()
        assert shard.first.tolist() == rows["first_of_group"].tolist()
        assert len(set(zip(shard.group, shard.bucket, strict=True))) == len(set(shard.group)) == rows["group"].nunique()
        assert shard.bucket.max() < corpus.independent_texts


def test_a_sample_has_all_copies_of_its_texts(load: LoadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("analysis.corpus.prepare"), "SHARD_ARTICLES", 10)
    corpus = load(lines(*[(f"S{i % 3}", "2024", f"text {i % 40}") for i in range(60)]))
    assert corpus.sampled(60)[0] is corpus
    sample, rows = corpus.sampled(35)
    assert len(rows) == 35
    assert sample.articles.equals(corpus.articles.iloc[rows].reset_index(drop=True))
    assert corpus.articles["group"].isin(sample.articles["group"]).sum() == 35
    assert (count_words(sample).n_articles, count_words(sample).words) == (35, 35)
    # The same texts are drawn for fewer, and one is the least.
    fewer, _ = corpus.sampled(20)
    assert set(fewer.articles["group"]) < set(sample.articles["group"])
    assert corpus.sampled(1)[0].independent_texts == 1


def test_many_groups_share_256_buckets(load: LoadFiles) -> None:
    corpus = load(lines(*[("S", "", f"text number {i}") for i in range(600)]))
    (shard,) = corpus.shards
    assert 0 <= shard.bucket.min() <= shard.bucket.max() < 256
    # 600 balls into 256 boxes leave 256 * (255/256)^600 = 24 empty on average; more than 60 would be no hash.
    assert len(set(shard.bucket)) > 196


def test_nothing_but_the_argument_says_what_is_loaded(
    write: WriteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(SPREAD)
    monkeypatch.setenv("ANALYSIS_ARTICLES", str(tmp_path / "nowhere"))
    monkeypatch.setenv("ANALYSIS_SESSION", str(tmp_path / "nowhere"))
    assert len(load_corpus(folder, min_articles=1).articles) == 6
