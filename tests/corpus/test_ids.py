"""Ids: one record an id, the same record only once, another record with a used id told apart."""

from __future__ import annotations

from corpus_files import LoadFiles

HEAD = "id,text,source,date\n"


def test_the_same_article_twice_is_refused_once(load: LoadFiles) -> None:
    corpus = load({"a.csv": HEAD + "7,one two,S,2024-03-04\n8,three four,S,\n7,one two,S,2024-03-04\n"})
    assert sorted(corpus.articles["article_id"]) == ["7", "8"]
    assert corpus.refused.values.tolist() == [["a.csv", 4, "7", "the same article as a.csv:2, with the same id"]]
    assert corpus.conflicts.empty


def test_the_same_text_on_another_day_is_another_record(load: LoadFiles) -> None:
    corpus = load({"a.csv": HEAD + "7,one two,S,2024-03-04\n7,one two,S,2024-03-05\n"})
    assert sorted(corpus.articles["article_id"]) == ["7", "7@a.csv:3"]
    assert corpus.conflicts["kind"].tolist() == ["duplicate id"]


def test_the_first_file_keeps_the_record(load: LoadFiles) -> None:
    corpus = load({"b.csv": HEAD + "7,one two,S,\n", "a.csv": HEAD + "7,one two,S,\n"})
    assert corpus.articles["path"].tolist() == ["a.csv"]
    assert corpus.refused["path"].tolist() == ["b.csv"]


def test_another_record_with_a_used_id_is_used_and_told(load: LoadFiles) -> None:
    corpus = load({"a.csv": HEAD + "7,one two,S,2024-03-04\n7,three four,S,2024-03-04\n7,one two,T,2024-03-04\n"})
    assert sorted(corpus.articles["article_id"]) == ["7", "7@a.csv:3", "7@a.csv:4"]
    assert corpus.refused.empty
    assert corpus.conflicts[["article_id", "kind", "found"]].values.tolist() == [
        ["7@a.csv:3", "duplicate id", "7"],
        ["7@a.csv:4", "duplicate id", "7"],
    ]


def test_numbers_that_look_alike_are_different_ids(load: LoadFiles) -> None:
    corpus = load({"a.csv": HEAD + "007,one two,S,\n7,one two,S,\n7.0,one two,S,\n"})
    assert sorted(corpus.articles["article_id"]) == ["007", "7", "7.0"]
    assert corpus.independent_texts == 1


def test_records_without_an_id_are_named_by_file_and_line(load: LoadFiles) -> None:
    corpus = load({"sub/a.csv": "text,source\none two,S\n,S\nthree four,S\n", "S/x.txt": "T\n\nfive six"})
    assert sorted(corpus.articles["article_id"]) == ["S/x", "sub/a/2", "sub/a/4"]
    assert corpus.refused["article_id"].tolist() == ["sub/a/3"]


def test_a_planted_id_cannot_hide_a_record(load: LoadFiles) -> None:
    rows = ["7@a.csv:3,zero,S,", "7,one,S,", "7,two,S,", "7,three,S,"]
    corpus = load({"a.csv": HEAD + "\n".join(rows)})
    assert len(corpus.articles) == 4
    assert corpus.articles["article_id"].is_unique
