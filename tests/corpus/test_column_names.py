"""The usual names of columns, and fields as text."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.column_names import USUAL_NAMES, map_columns, read_field


def test_our_own_names() -> None:
    assert map_columns(["id", "title", "text", "source", "date"]) == {
        "article_id": "id",
        "title": "title",
        "text": "text",
        "source": "source",
        "published": "date",
    }


@pytest.mark.parametrize(("ours", "theirs"), [(ours, name) for ours, usual in USUAL_NAMES.items() for name in usual])
def test_every_usual_name_is_known(ours: str, theirs: str) -> None:
    assert map_columns(["text" if ours != "text" else "other", theirs])[ours] == theirs


def test_capitals_blanks_and_a_byte_order_mark_do_not_matter() -> None:
    assert map_columns(["\ufeffID", " Headline ", "BODY", "nothing of ours"]) == {
        "article_id": "\ufeffID",
        "title": " Headline ",
        "text": "BODY",
    }


def test_the_most_telling_name_wins() -> None:
    assert map_columns(["content", "body", "text"])["text"] == "text"
    assert map_columns(["story", "content"])["text"] == "content"


@pytest.mark.parametrize("columns", [["text", "text"], ["Text", "text "], ["text", "other", "Other"]])
def test_a_name_used_twice_is_refused(columns: list[str]) -> None:
    with pytest.raises(ValueError, match=r"two columns are called '(text|other)'"):
        map_columns(columns)


def test_no_text_is_refused_with_what_is_there() -> None:
    with pytest.raises(
        ValueError, match=r"no column holds the text \(columns: id, titel\): say which, such as --map text=NAME"
    ):
        map_columns(["id", "titel"])
    with pytest.raises(ValueError, match=r"\(columns: none\)"):
        map_columns([])


def test_hostile_names_are_told_harmlessly_and_in_short() -> None:
    with pytest.raises(ValueError, match="no column") as caught:
        map_columns(["\ud800", "a\n\x1b[31m", "x" * 10_000])
    assert str(caught.value).encode("utf-8").startswith(rb"no column holds the text (columns: \ud800, a\n\x1b[31m, xxx")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("007", "007"), ("1e5", "1e5"), ("NA", "NA"), ("null", "null"), ("nan", "nan"), (" a ", "a"), (7, "7"),
        (7.0, "7"), (7.5, "7.5"), (10**30, "1" + "0" * 30), (None, ""), (float("nan"), ""), ("a\n b", "a b"),
        ("\ud800x", "?x"), ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_a_field_is_the_text_it_is(found: object, text: str) -> None:
    assert read_field({"ID": found}, {"article_id": "ID"}, "article_id") == text


def test_an_absent_field_is_empty() -> None:
    assert read_field({}, {"title": "title"}, "title") == ""
    assert read_field({"title": "x"}, {}, "title") == ""


def test_the_article_keeps_its_lines() -> None:
    assert read_field({"text": " one\n\ntwo "}, {"text": "text"}, "text") == "one\n\ntwo"


@pytest.mark.parametrize(
    ("found", "kind"), [(["a"], "a list"), ({"a": 1}, "an object"), (True, "true or false"), (b"a", "bytes")]
)
def test_a_field_of_another_kind_is_refused(found: object, kind: str) -> None:
    with pytest.raises(ValueError, match=f"the column 'Body' holds {kind}, not text"):
        read_field({"Body": found}, {"text": "Body"}, "text")
