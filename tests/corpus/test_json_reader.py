"""JSON files: arrays, lists in an object, single articles, one article a line."""

from __future__ import annotations

import json

import pytest
from corpus_files import LoadFiles, ReadFiles, WriteFiles, lines_of, read_all

from analysis.corpus.readers import json_reader
from analysis.corpus.readers.column_names import say_which

ROWS = [{"id": str(i), "text": f'words {{{i}}} of "it" [x], \\ \n end', "source": "S"} for i in range(5)]
IDS = [str(i) for i in range(5)]


def line(**fields: object) -> str:
    return json.dumps({"text": "some words", "source": "S", **fields})


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_an_array_of_objects(read: ReadFiles, indent: int | None, name: str) -> None:
    used, refused = read({name: "\n" + json.dumps(ROWS, indent=indent)})
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
    used, refused = read({"t.json": json.dumps(article, indent=2), "u.json": json.dumps(article)})
    assert refused == []
    assert [(r.title, r.text) for r in used] == [("T", "words")] * 2


def test_objects_with_two_lists_or_none_are_refused_with_their_columns(read: ReadFiles) -> None:
    for found in ({"a": ROWS, "b": ROWS}, {"a": 1, "b": [1]}):
        used, refused = read({"t.json": json.dumps(found)})
        assert used == []
        assert [r.reason for r in refused] == [f"no column holds the text (columns: a, b): {say_which('text')}"]


def test_lines_are_read_whatever_the_ending(read: ReadFiles) -> None:
    lines = b"\xef\xbb\xbf" + "\r\n".join(map(json.dumps, ROWS)).encode()
    for ending in ("json", "jsonl", "ndjson"):
        used, refused = read({f"{ending}/t.{ending}": lines})
        assert refused == []
        assert [r.line for r in used if r.path.endswith(f".{ending}")] == [1, 2, 3, 4, 5]


def test_files_without_articles_are_refused_by_name(read: ReadFiles) -> None:
    empty = {"a.json": "", "b.json": " \n", "c.json": "[]", "d.jsonl": "", "e.jsonl": "\n \n"}
    _, refused = read(empty)
    assert lines_of(refused) == [(name, 1, "no articles in it") for name in empty]


WHOLE = json.dumps(ROWS)
DAMAGED = {
    "cut off in an object": (WHOLE[: WHOLE.index('"3"')], "not JSON at character "),
    "cut off between objects": (WHOLE[: WHOLE.index(', {"id": "3"')], "not JSON at character "),
    "cut off behind a list": (json.dumps({"articles": ROWS})[:-1], "not JSON at character "),
    "on several lines": (json.dumps(ROWS, indent=1).replace('"2"', '"2'), "not JSON at line 13, character 12: "),
    "a lost quotation mark": (WHOLE.replace('"2"', '2"'), "not JSON at character "),
    "a lost brace": (WHOLE.replace('{"id": "2"', '"id": "2"'), "not JSON at character "),
    "words": ("words", "not JSON at character 1: "),
    "nested": ("[" * 100_000, "not usable JSON: nested too deeply"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_whole_and_no_other(read: ReadFiles, name: str) -> None:
    damaged, reason = DAMAGED[name]
    used, refused = read({"t.json": damaged, "u.json": WHOLE})
    assert {r.path for r in used} == {"u.json"}
    assert [(r.path, r.line) for r in refused] == [("t.json", 1)]
    assert refused[0].reason.startswith(reason)


@pytest.mark.parametrize("text", ["[1, 2]", '"words"', "null", '["a", "b"]', "[[], []]"])
def test_what_is_not_an_object_is_refused(read: ReadFiles, text: str) -> None:
    used, refused = read({"t.json": text})
    assert used == []
    assert {r.reason for r in refused} == {"not a JSON object"}


def test_a_bad_object_of_a_good_file_is_refused_by_itself(read: ReadFiles) -> None:
    rows = [*map(json.dumps, ROWS[:2]), '{"text": "one", "text": "two", "source": "S"}', "7", line(id="9", text=" ")]
    used, refused = read({"t.json": f"[{', '.join(rows)}]"})
    assert [r.article_id for r in used] == ["0", "1"]
    assert lines_of(refused) == [
        ("t.json", 3, "a key is used twice in the object"),
        ("t.json", 4, "not a JSON object"),
        ("t.json", 5, "no text"),
    ]


def test_a_key_used_twice_where_it_does_not_matter(read: ReadFiles) -> None:
    used, _ = read({"t.jsonl": '{"text": "one", "source": "S", "images": [{"a": 1, "a": 2}]}'})
    assert [r.text for r in used] == ["one"]


def test_a_file_too_large_to_be_parsed_is_refused_with_advice(read: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "MAX_WHOLE", 300)
    used, refused = read({"t.json": WHOLE, "u.jsonl": "\n".join(map(json.dumps, ROWS))})
    assert [r.article_id for r in used] == IDS
    assert [(r.path, r.reason.partition(": ")[2]) for r in refused] == [
        ("t.json", "save it as JSON lines (.jsonl), one article a line")
    ]


BAD_LINES = [
    ('[{"text": "a", "source": "S"}]', "not a JSON object"),
    ('"text"', "not a JSON object"),
    ("null", "not a JSON object"),
    ('{"id": "2", ', "not JSON at "),
    ("{} {}", "not JSON at character 4: Extra data"),
    ('{"text": "a", "source": "S", "text": "b"}', "a key is used twice"),
    ('{"text": "a", "Text": "b", "source": "S"}', "two columns are called 'text': rename one of them"),
    ('{"title": "a"}', "no column holds the text (columns: title)"),
    ('{"\\ud800": "a"}', "no column holds the text (columns: \\ud800)"),
    ("{}", "no column holds the text (columns: none)"),
    ('{"text": [[["a"]]], "source": "S"}', "the column 'text' holds a list, not text"),
    ('{"text": "a", "source": {"link": "S"}}', "no source"),
    ('{"text": true, "source": "S"}', "the column 'text' holds true or false, not text"),
    ('{"text": null, "source": "S"}', "no text"),
    ('{"text": NaN, "source": "S"}', "no text"),
    ('{"text": "\\u0001 \\u200b", "source": "S"}', "no text"),
    ('{"text": "a", "source": " "}', "no source"),
    ('{"text": Infinity, "source": "S"}', "the column 'text' holds an infinite number, not text"),
    ("[" * 100_000, "not usable JSON: nested too deeply"),
    ("{" + '"a":{' * 100_000, "not usable JSON: nested too deeply"),
    (line(text="a" * 10_000_000), "longer than 10,000,000 characters"),
]


def test_a_bad_line_takes_no_good_one_with_it(read: ReadFiles) -> None:
    lines = [line(id="first"), ""]
    for i, (bad, _) in enumerate(BAD_LINES):
        lines += [bad, line(id=i)]
    used, refused = read({"t.jsonl": "\n".join(lines)})
    assert [r.article_id for r in used] == ["first", *map(str, range(len(BAD_LINES)))]
    assert [r.line for r in refused] == [2 * i + 3 for i in range(len(BAD_LINES))]
    for (bad, reason), row in zip(BAD_LINES, refused, strict=True):
        assert reason in row.reason, bad[:100]
        row.reason.encode("utf-8")


def test_ids_stay_the_text_they_are(read: ReadFiles) -> None:
    # Python refuses to make a number of 5,000 digits.
    ids = ("007", "1e5", "NA", 7, 2.0, 10**4000)
    long = '{"text": "a", "source": "S", "id": ' + "9" * 5000 + "}"
    used, _ = read({"t.jsonl": "\n".join([*(line(id=i) for i in ids), long])})
    assert [r.article_id for r in used] == ["007", "1e5", "NA", "7", "2", str(10**4000), "9" * 5000]


def test_objects_without_a_column_that_is_set_have_the_usual_ones(read: ReadFiles) -> None:
    objects = [
        '{"b": "one", "o": "S", "who": "Jo"}',
        '{"b": "two", "o": "S"}',
        '{"b": "three"}',
        '{"text": "four", "who": "Al"}',
        '{"c": 5}',
    ]
    used, refused = read({"S/t.jsonl": "\n".join(objects)}, columns={"text": "b", "source": "o", "author": "who"})
    assert [(r.text, r.byline) for r in used] == [("one", "Jo"), ("two", ""), ("three", ""), ("four", "Al")]
    assert [(r.line, r.reason) for r in refused] == [
        (5, "there is no column 'b', set as text, and none with a usual name (columns: c)"),
    ]


def test_the_columns_of_the_file_are_those_of_all_objects(write: WriteFiles) -> None:
    rows = [
        {"x": 1},
        {"body": "one", "outlet": "S", "Headline": "T"},
        {"text": "two", "source": "S", "when": 3, "day": 4},
    ]
    _, _, (file,) = read_all(write({"t.json": json.dumps(rows)}))
    assert (file.columns, file.articles, file.refused) == (
        "title=Headline, text=body, source=outlet; not used: when, day",
        2,
        1,
    )


def test_every_kind_of_line_end_in_a_text_parts_words(load: LoadFiles) -> None:
    files = {"t.jsonl": line(text="one\rtwo\r\nthree\u2028four\u000bfive\u000csix\u0085seven")}
    corpus = load({**files, "corpus.yml": "repair: false"})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["one\n\ntwo\n\nthree\n\nfour\n\nfive\n\nsix\n\nseven"]
    # As a rule the last one is an ellipsis of Windows that was decoded wrongly.
    corpus = load({**files, "corpus.yml": "repair: true"})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["one\n\ntwo\n\nthree\n\nfour\n\nfive\n\nsix…seven"]


def test_an_article_that_its_publisher_withdrew_is_refused(load: LoadFiles) -> None:
    rows = [{"source": {"name": name}, "content": text} for name, text in [("[Removed]", "[Removed]"), ("S", "A b c.")]]
    corpus = load({"news.json": json.dumps({"articles": rows})})
    assert corpus.refused["reason"].tolist() == ["withdrawn by its publisher"]
    assert len(corpus.articles) == 1
