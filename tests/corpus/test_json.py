"""JSON files: arrays, lists in an object, single articles; objects are cut out one by one, in bounded memory."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from analysis.corpus.readers.json_objects import read_objects
from corpus_files import ReadFiles, WriteFiles, read_all
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import json_objects

ROWS = [{"id": str(i), "text": f'words {{{i}}} of "it" [x], \\ \n end', "source": "S"} for i in range(5)]
IDS = [str(i) for i in range(5)]


def objects(text: str, step: int = 65536) -> list[object]:
    return list(read_objects(text[i : i + step] for i in range(0, len(text), step)))


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_an_array_of_objects(read: ReadFiles, indent: int | None, name: str) -> None:
    used, refused = read({name: json.dumps(ROWS, indent=indent)})
    assert refused == []
    assert [(r.article_id, r.line) for r in used] == [(str(i), i + 1) for i in range(5)]
    assert [r.text for r in used] == [row["text"] for row in ROWS]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("before", [{}, {"status": "ok", "total": 5, "ok": True, "next": None}, {"query": {"q": "x"}}])
@pytest.mark.parametrize("after", [{}, {"page": 1, "more": "]}, {"}])
def test_an_object_that_holds_one_list_of_them(
    read: ReadFiles, indent: int | None, before: dict[str, object], after: dict[str, object]
) -> None:
    used, refused = read({"t.json": json.dumps({**before, "articles": ROWS, **after}, indent=indent)})
    assert refused == []
    assert [(r.article_id, r.line) for r in used] == [(str(i), i + 1) for i in range(5)]


def test_a_single_article_with_a_list_of_objects_is_an_article(read: ReadFiles) -> None:
    article = {"title": "T", "text": "words", "source": "S", "images": [{"text": "caption"}]}
    used, refused = read({"t.json": json.dumps(article, indent=2)})
    assert refused == []
    assert [(r.title, r.text) for r in used] == [("T", "words")]


def test_objects_with_two_lists_or_none_are_told_with_their_columns(read: ReadFiles) -> None:
    for found in ({"a": ROWS, "b": ROWS}, {"a": 1, "b": [1]}):
        used, refused = read({"t.json": json.dumps(found)})
        assert used == []
        assert [r.reason for r in refused] == [
            "no column holds the text (columns: a, b): say which, such as --map text=NAME"
        ]


def test_lines_in_a_json_file_are_read(read: ReadFiles) -> None:
    used, refused = read({"t.json": "\n".join(map(json.dumps, ROWS))})
    assert refused == []
    assert [r.article_id for r in used] == IDS


@pytest.mark.parametrize("text", ["", " \n", "[]", "[[], []]"])
def test_nothing_in_it_is_told(read: ReadFiles, text: str) -> None:
    assert [r.reason for r in read({"t.json": text})[1]] == ["no records in it"]


@pytest.mark.parametrize("text", ["[1, 2]", '"words"', "null", "words", '["a", "b"]'])
def test_what_is_no_object_is_refused(read: ReadFiles, text: str) -> None:
    used, refused = read({"t.json": text})
    assert used == []
    assert [r.reason.split(":")[0] for r in refused] == ["not a usable JSON object"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"2"', '"2'), ('"2"', '2"'), ('"2"', '"2""'), ('"2", ', '"2" '), ('{"id": "2"', '"id": "2"'),
        ('"id": "2"', '"id": {"2"'), ('"id": "2"', '"id" "2"'), ('{"id": "2"', '{{"id": "2"'), ('"2"', '[["2"'),
    ],
)  # fmt: skip
def test_a_broken_object_takes_no_other_with_it(read: ReadFiles, indent: int | None, good: str, bad: str) -> None:
    for text in (json.dumps(ROWS, indent=indent), json.dumps({"n": 5, "articles": ROWS}, indent=indent)):
        whole = text.replace('{\n   "', '{"').replace('{\n  "', '{"').replace('",\n  ', '", ')
        broken = whole.replace(good, bad, 1)
        assert broken != whole
        used, refused = read({"t.json": broken})
        assert [r.article_id for r in used if r.article_id in IDS] == ["0", "1", "3", "4"]
        assert refused


def test_a_list_that_is_cut_off_between_objects_is_told(read: ReadFiles) -> None:
    text = json.dumps(ROWS)
    for cut in (text.index(', {"id": "3"'), text.index(', {"id": "3"') + 2):
        used, refused = read({"t.json": text[:cut]})
        assert [r.article_id for r in used] == IDS[:3]
        assert [(r.line, r.reason) for r in refused] == [(4, "the list of objects does not end: the file is cut off")]


def test_a_cut_inside_an_object_is_told_once(read: ReadFiles) -> None:
    text = json.dumps({"articles": ROWS})
    used, refused = read({"t.json": text[: text.index('"3"')]})
    assert [r.article_id for r in used] == IDS[:3]
    assert [r.line for r in refused] == [4]


WORDS = st.text(st.sampled_from('ab"\\{}[],: \n\t\u2028é'), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | WORDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(
    st.lists(st.dictionaries(WORDS, JSON, min_size=1, max_size=3), max_size=4),
    st.sampled_from([None, 0, 3]),
    st.integers(1, 50),
)
def test_objects_cut_out_are_those_of_the_parser(rows: list[dict[str, object]], indent: int | None, step: int) -> None:
    text = json.dumps(rows, indent=indent)
    assert objects(text, step) == json.loads(text)
    text = "\n".join(json.dumps(row, indent=indent, ensure_ascii=False) for row in rows)
    assert objects(text, step) == rows


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_objects, "LARGEST", 1000)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("step", [1, 7, 300, 65536])
@pytest.mark.parametrize("long", ['"' + 'a\\"{[' * 999 + '"', "[" + '{"x": "}"}, ' * 999 + "1]", '"' + "a" * 999 + '"'])
def test_an_object_that_is_too_long_is_skipped(step: int, long: str) -> None:
    keys = ('"id"', '"id"', '"id"') if step % 2 else ('"a"', '"b"', '"c"')
    text = f'[{{{keys[0]}: 1.5}}, {{{keys[1]}: 2, "t": {long}}}, {{{keys[2]}: 3.5}}]'
    first, second, third = objects(text, step)
    assert (first, third) == ({keys[0][1:-1]: 1.5}, {keys[2][1:-1]: 3.5})
    assert second == "longer than 1,000 characters"


@pytest.mark.usefixtures("small_limit")
def test_after_a_lost_quotation_mark_reading_takes_up_again_however_long_the_file() -> None:
    rows = [{"id": str(i), "text": "word " * 20} for i in range(500)]
    broken = json.dumps(rows).replace('"7", "text": "', '"7", "text": ', 1)
    found = objects(broken, 100)
    assert [each for each in found if isinstance(each, dict)] == [row for row in rows if row["id"] != "7"]


@pytest.mark.usefixtures("small_limit")
def test_time_grows_with_the_length_and_not_faster() -> None:
    # From each object, an open string would go on to the end.
    def seconds(count: int) -> float:
        text = '[{"a": 1.5}, ' + '{"a":"}, ' * count
        pieces: Iterator[str] = (text[i : i + 65536] for i in range(0, len(text), 65536))
        start = time.perf_counter()
        found = list(read_objects(pieces))
        assert len(found) >= count
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(80_000) < 30 * seconds(10_000)


def test_the_columns_are_those_of_the_first_record(write: WriteFiles) -> None:
    rows = [{"x": 1}, {"body": "one", "outlet": "S", "Headline": "T"}, {"text": "two", "source": "S"}]
    _, _, (file,) = read_all(write({"t.json": json.dumps(rows)}))
    assert (file.columns, file.articles, file.refused) == ("title=Headline, text=body, source=outlet", 2, 1)
