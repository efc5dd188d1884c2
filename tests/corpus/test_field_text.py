"""Fields as text: words and numbers, lists of paragraphs and names, objects, missing values."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.field_text import read_field


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
    ("found", "kind"),
    [
        ([[["a"]]], "a list"),
        ([["a", 1]], "a list"),
        ([True], "a list"),
        ({"a": 1}, "an object"),
        (True, "true or false"),
        (b"a", "bytes"),
    ],
)
def test_a_field_of_another_kind_is_refused(found: object, kind: str) -> None:
    with pytest.raises(ValueError, match=f"the column 'Body' holds {kind}, not text"):
        read_field({"Body": found}, {"text": "Body"}, "text")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (["One.", "Two."], "One.\n\nTwo."),
        ([" One. ", "", None, "Two."], "One.\n\nTwo."),
        ([{"type": "p", "text": "One."}, {"type": "image", "url": "x"}, {"type": "p", "text": "Two."}], "One.\n\nTwo."),
        ([["One.", "", " Two ", None], ["Three."]], "One. Two\n\nThree."),
        ([], ""),
        ([None], ""),
        ([[]], ""),
        ("['One.', \"It's two.\"]", "One.\n\nIt's two."),
        ('["One \\"two\\".", "Th\\u0072ee."]', 'One "two".\n\nThree.'),
        ("['One\nhalf.', 'Two.', ]", "One\nhalf.\n\nTwo."),
        ("[Reuters] Ships left.", "[Reuters] Ships left."),
        ("['tis the season] they sang", "['tis the season] they sang"),
        ("['a', b]", "['a', b]"),
        ("[1, 2]", "[1, 2]"),
        ({"rendered": "One.", "protected": False}, "One."),
    ],
)
def test_a_text_may_be_a_list_of_paragraphs(found: object, text: str) -> None:
    assert read_field({"body": found}, {"text": "body"}, "text") == text


@pytest.mark.parametrize(
    ("ours", "found", "text"),
    [
        ("byline", ["Ane Brod", "Jo Ek"], "Ane Brod, Jo Ek"),
        ("byline", [{"uri": "a@b", "name": "Ane Brod"}, {"name": "Jo Ek"}], "Ane Brod, Jo Ek"),
        ("byline", "['Ane Brod', 'Jo Ek']", "Ane Brod, Jo Ek"),
        ("byline", "[{'name': 'Ane Brod'}]", "Ane Brod"),
        ("byline", "[]", ""),
        ("byline", 3, ""),
        ("source", "{'id': None, 'name': 'Quay Courier'}", "Quay Courier"),
        ("source", '{"id": null, "name": "Quay Courier"}', "Quay Courier"),
        ("source", "{Quay Courier}", "{Quay Courier}"),
        ("title", ["Only one"], "Only one"),
        ("title", "[Update] Ships leave", "[Update] Ships leave"),
        ("label", [1, 2], "1, 2"),
        ("label", True, "true"),
        ("published", ["2024-03-04"], "2024-03-04"),
        ("published", {"$date": "2024-03-04T00:00:00Z"}, "2024-03-04T00:00:00Z"),
        ("title", r"\N", ""),
    ],
)
def test_lists_and_objects_of_names_are_joined(ours: str, found: object, text: str) -> None:
    assert read_field({"x": found}, {ours: "x"}, ours) == text


@pytest.mark.parametrize("found", ["NaN", "nan", "NULL", "null", "None", "N/A", "#N/A", "<NA>", r"\N", " nan "])
def test_a_text_that_is_only_a_mark_is_missing(found: str) -> None:
    assert read_field({"x": found}, {"text": "x"}, "text") == ""
    assert read_field({"x": f"{found} is a word"}, {"text": "x"}, "text") == f"{found} is a word".strip()


@pytest.mark.parametrize(
    "cell",
    ["[" * 5_000_000 + "'", "['" + "a" * 9_000_000 + "']", "['a'," * 2_000_000, "['" + "\\" * 9_000_000, "{" * 2000],
)
def test_long_hostile_cells_take_no_time_and_stay_words(cell: str) -> None:
    for ours in ("text", "byline"):
        assert read_field({"x": cell}, {ours: "x"}, ours).strip("[']")[:10] == cell.strip("[']")[:10]
