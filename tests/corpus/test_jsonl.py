"""JSON lines: each line is used or refused by itself."""

from __future__ import annotations

import json

import pytest
from corpus_files import LoadFiles, ReadFiles


def line(**fields: object) -> str:
    return json.dumps({"text": "some words", "source": "S", **fields})


def test_a_line_is_a_record(read: ReadFiles) -> None:
    used, refused = read({"t.jsonl": line(id="7", headline="A\ntitle", date="2024-03-04T10:00:00Z", section="war")})
    (record,) = used
    assert refused == []
    assert (record.article_id, record.title, record.published, record.label) == ("7", "A title", "2024-03-04", "war")


def test_a_malformed_line_in_the_middle_stops_nothing(read: ReadFiles) -> None:
    used, refused = read(
        {"t.jsonl": "\n".join([line(id="1"), '{"id": "2", ', "", line(id="4"), "[1, 2]", line(id="6")])}
    )
    assert [(r.article_id, r.line) for r in used] == [("1", 1), ("4", 4), ("6", 6)]
    assert [(r.line, r.reason.split(":")[0]) for r in refused] == [(2, "not a usable JSON object")] * 1 + [
        (5, "not a usable JSON object")
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('[{"text": "a", "source": "S"}]', "a JSON list where an object was expected"),
        ('"text"', "a JSON str where an object was expected"),
        ("null", "a JSON NoneType where an object was expected"),
        ('{"text": "a", "source": "S", "text": "b"}', "a key stands twice"),
        ('{"text": "a", "Text": "b", "source": "S"}', "the column 'text' stands twice"),
        ('{"title": "a"}', "no column holds the text (columns: title)"),
        ('{"\\ud800": "a"}', "no column holds the text (columns: \\ud800)"),
        ("{}", "no column holds the text (columns: none)"),
        ('{"text": ["a"], "source": "S"}', "the column 'text' holds list, not text"),
        ('{"text": "a", "source": {"name": "S"}}', "the column 'source' holds dict, not text"),
        ('{"text": true, "source": "S"}', "the column 'text' holds bool, not text"),
        ('{"text": null, "source": "S"}', "no text"),
        ('{"text": NaN, "source": "S"}', "no text"),
        ('{"text": "\\u0001 \\u200b", "source": "S"}', "no text"),
        ('{"text": "a", "source": " "}', "no source"),
        ('{"text": Infinity, "source": "S"}', "the column 'text' holds Infinity, not text"),
        ("[" * 100_000, "not a usable JSON object: nested too deeply"),
        ("{" + '"a":{' * 100_000, "not a usable JSON object: nested too deeply"),
    ],
    ids=range(18),
)
def test_what_a_line_cannot_be(read: ReadFiles, bad: str, reason: str) -> None:
    used, refused = read({"t.jsonl": f"{line(id='1')}\n{bad}\n{line(id='3')}"})
    assert [r.article_id for r in used] == ["1", "3"]
    assert [(r.path, r.line) for r in refused] == [("t.jsonl", 2)]
    assert reason in refused[0].reason
    refused[0].reason.encode("utf-8")


def test_ids_stay_the_text_they_are(read: ReadFiles) -> None:
    used, _ = read({"t.jsonl": "\n".join(line(id=i) for i in ("007", "1e5", "NA", 7, 2.0, 10**4000))})
    assert [r.article_id for r in used] == ["007", "1e5", "NA", "7", "2", str(10**4000)]


def test_a_whole_number_of_any_length_is_an_id(read: ReadFiles) -> None:
    # Python refuses to make a number of 5,000 digits.
    used, refused = read({"t.jsonl": '{"text": "a", "source": "S", "id": ' + "9" * 5000 + "}"})
    assert refused == []
    assert used[0].article_id == "9" * 5000


def test_authors_may_be_a_list_of_names(read: ReadFiles) -> None:
    used, refused = read({"t.jsonl": "\n".join([line(authors=["Ane Brod", "Jo Ek"]), line(authors=[{"name": "Jo"}])])})
    assert [r.byline for r in used] == ["Ane Brod, Jo Ek"]
    assert [r.reason for r in refused] == ["the column 'authors' holds list, not text"]


def test_an_array_in_a_file_of_lines_is_read(read: ReadFiles) -> None:
    used, refused = read({"t.jsonl": f"\n[{line(id='1')},\n{line(id='2')}]\n"})
    assert [(r.article_id, r.line) for r in used] == [("1", 1), ("2", 2)]
    assert refused == []


def test_a_column_asked_for_must_be_in_an_object_if_it_holds_text_or_source(read: ReadFiles) -> None:
    objects = ['{"b": "one", "o": "S", "who": "Jo"}', '{"b": "two", "o": "S"}', '{"b": "three"}', '{"text": "four"}']
    used, refused = read({"S/t.jsonl": "\n".join(objects)}, columns={"text": "b", "source": "o", "author": "who"})
    assert [(r.text, r.byline) for r in used] == [("one", "Jo"), ("two", "")]
    assert [(r.line, r.reason) for r in refused] == [
        (3, "there is no column 'o', asked for as source (columns: b)"),
        (4, "there is no column 'b', asked for as text (columns: text)"),
    ]


def test_half_a_surrogate_pair_becomes_a_question_mark(load: LoadFiles) -> None:
    # JSON allows it, UTF-8 and so Parquet do not.
    record = '{"text": "wo\\ud83drds stay", "source": "\\udc00S", "title": "\\ud83d\\ude00 \\ud83d"}'
    corpus = load({"t.jsonl": record})
    assert corpus.articles[["source", "title"]].values.tolist() == [["?S", "😀 ?"]]
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["wo?rds stay"]


def test_every_kind_of_line_end_in_a_text_parts_words(load: LoadFiles) -> None:
    corpus = load({"t.jsonl": line(text="one\rtwo\r\nthree\u2028four\u000bfive\u000csix\u0085seven")})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["one\n\ntwo\n\nthree\n\nfour\n\nfive\n\nsix\n\nseven"]


def test_a_mark_and_windows_line_ends(read: ReadFiles) -> None:
    used, refused = read({"t.ndjson": b"\xef\xbb\xbf" + f"{line(id='1')}\r\n{line(id='2')}\r\n".encode()})
    assert [r.article_id for r in used] == ["1", "2"]
    assert refused == []


def test_files_without_records_are_refused_by_name(read: ReadFiles) -> None:
    _, refused = read({"a.jsonl": "", "b.jsonl": "\n \n"})
    assert [(r.path, r.reason) for r in refused] == [("a.jsonl", "no records in it"), ("b.jsonl", "no records in it")]
