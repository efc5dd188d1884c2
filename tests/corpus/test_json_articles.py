"""Articles in JSON as services, feeds and pandas give them: nested values, lists of paragraphs, tables of columns."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
import pytest
from corpus_files import LoadFiles, ReadFiles, WriteFiles, lines_of, parquet_file, read_all

TABLE = pd.DataFrame(
    {
        "title": ["Ferry late", "Mayor leaves", "Rain again"],
        "text": ["The ferry was late.", "The mayor left.", "It rained."],
        "source": ["Quay Courier", "Quay Courier", "Lindgate Post"],
        "date": ["2021-03-01", "2021-03-02", "2021-03-03"],
    }
)
ARTICLES = TABLE.values.tolist()


def as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("orient", ["records", "split", "index", "columns", "table"])
def test_every_orient_of_pandas_but_one_is_read(read: ReadFiles, orient: str, indent: int) -> None:
    used, refused = read({"t.json": TABLE.to_json(orient=orient, indent=indent)})
    assert refused == []
    assert [[r.title, r.text, r.source, r.published] for r in used] == ARTICLES
    assert [(r.line, r.article_id) for r in used] == [(i, f"t/{i}") for i in (1, 2, 3)]


def test_values_without_names_are_refused_with_advice(read: ReadFiles) -> None:
    used, refused = read({"t.json": TABLE.to_json(orient="values")})
    assert used == []
    assert [(r.line, r.reason.partition(": ")) for r in refused] == [
        (
            1,
            (
                "lists without names of columns, as pandas writes with orient='values'",
                ": ",
                "save it with orient='records'",
            ),
        )
    ]


def test_an_index_of_names_gives_the_ids(read: ReadFiles) -> None:
    named = TABLE.set_index(pd.Index(["a7", "b8", "c9"]))
    used, _ = read({"t.json": named.to_json(orient="index")})
    assert [r.article_id for r in used] == ["a7", "b8", "c9"]


def test_columns_that_are_set_are_found_in_every_orient(read: ReadFiles) -> None:
    other = TABLE.rename(columns={"text": "Plot"})
    for orient in ("records", "split", "index", "columns", "table"):
        used, refused = read({"t.json": other.to_json(orient=orient)}, columns={"text": "plot"})
        assert (refused, [r.text for r in used]) == ([], TABLE["text"].tolist())


def test_rows_of_another_width_are_refused_by_themselves(read: ReadFiles) -> None:
    table = {"columns": ["text", "source"], "index": [0, 1, 2], "data": [["One.", "S"], ["Two."], ["Three.", "S"]]}
    used, refused = read({"t.json": as_json(table)})
    assert [r.text for r in used] == ["One.", "Three."]
    assert lines_of(refused) == [("t.json", 2, "not a JSON object")]


def test_json_feed(read: ReadFiles) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay Courier",
        "home_page_url": "https://quay.test/",
        "language": "en-GB",
        "authors": [{"name": "The desk"}],
        "items": [
            {"id": "1", "content_text": "Ships left.", "title": "Ships", "date_published": "2021-03-01T08:00:00Z"},
            {"id": "2", "content_html": "<p>They came back.</p>", "authors": [{"name": "Jo Ek"}, {"name": "Ane Brod"}]},
            {"id": "3", "content_text": "All of it.", "content_html": "<p>Not this.</p>", "author": {"name": "Jo Ek"}},
            {"id": "4", "title": "A link only", "url": "https://quay.test/4"},
        ],
    }
    used, refused = read({"feed.json": json.dumps(feed, indent=1)})
    assert [(r.article_id, r.text, r.title, r.published, r.byline) for r in used] == [
        ("1", "Ships left.", "Ships", "2021-03-01", "The desk"),
        ("2", "<p>They came back.</p>", "", "", "Jo Ek, Ane Brod"),
        ("3", "All of it.", "", "", "Jo Ek"),
    ]
    assert {(r.source, r.language) for r in used} == {("Quay Courier", "en-GB")}
    assert [(r.line, "no text" in r.reason) for r in refused] == [(4, True)]


NESTED = {
    "a list two objects down": (
        {"response": {"results": [{"webTitle": "T", "fields": {"bodyText": "One.", "publication": "S"}}], "total": 1}},
        [("T", "One.", "S")],
    ),
    "one article three objects down": (
        {"response": {"status": "ok", "content": {"webTitle": "T", "fields": {"body": "One.", "publication": "S"}}}},
        [("T", "One.", "S")],
    ),
    "answers of a search index": (
        {"took": 3, "hits": {"total": {"value": 2}, "hits": [
            {"_id": "a", "_source": {"title": "T", "text": "One.", "source": "S"}},
            {"_id": "b", "_source": {"title": "U", "text": "Two.", "source": "S"}}]}},
        [("T", "One.", "S"), ("U", "Two.", "S")],
    ),
    "articles with their results": (
        {"articles": {"page": 1, "results": [{"title": "T", "body": "One.", "source": {"uri": "s", "title": "S"}}]}},
        [("T", "One.", "S")],
    ),
    "a list under a name for texts": (
        {"article": [{"title": "T", "body": "One.", "source": "S"}, {"title": "U", "body": "Two.", "source": "S"}]},
        [("T", "One.", "S"), ("U", "Two.", "S")],
    ),
    "a list beside one of other things": (
        {"facets": [{"name": "x"}], "docs": [{"headline": {"main": "T"}, "body": ["One.", "Two."], "source": "S"}]},
        [("T", "One.\n\nTwo.", "S")],
    ),
    "a list of which the first has no text": (
        {"docs": [{"headline": {"main": "T"}}, {"headline": {"main": "U"}, "body": "Two.", "source": "S"}]},
        [("U", "Two.", "S")],
    ),
    "a list for each column": (
        {"text": ["One.", "Two."], "source": ["S", "S"], "title": ["T", "U"]},
        [("T", "One.", "S"), ("U", "Two.", "S")],
    ),
    "an article of which all is in lists": (
        {"text": ["One.", "Two."], "title": ["T"], "source": ["S"]},
        [("T", "One.\n\nTwo.", "S")],
    ),
    "pages of answers": (
        [{"page": 1, "articles": [{"title": "T", "text": "One.", "source": "S"}]},
         {"page": 2, "articles": [{"title": "U", "text": "Two.", "source": "S"}]}, {"page": 3, "articles": []}],
        [("T", "One.", "S"), ("U", "Two.", "S")],
    ),
    "dates of a database": (
        {"_id": {"$oid": "5f"}, "date": {"$date": {"$numberLong": "1614556800000"}}, "text": "One.", "source": "S"},
        [("", "One.", "S")],
    ),
    "blocks of one article": (
        {"title": "T", "source": {"name": "S"}, "body": [{"text": "One."}, {"type": "img"}, {"text": "Two."}]},
        [("T", "One.\n\nTwo.", "S")],
    ),
    "fields of Solr": (
        {"response": {"docs": [{"id": "1", "title": ["T"], "content": ["One."], "source": ["S"]}]}},
        [("T", "One.", "S")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NESTED)
def test_articles_are_found_where_services_put_them(read: ReadFiles, name: str) -> None:
    content, articles = NESTED[name]
    used, _ = read({"t.json": as_json(content)})
    assert [(r.title, r.text, r.source) for r in used] == articles


def test_two_lists_of_articles_are_not_chosen_from(read: ReadFiles) -> None:
    rows = [{"text": "One.", "source": "S"}]
    used, refused = read({"t.json": as_json({"old": {"a": rows}, "new": {"a": rows}})})
    assert used == []
    assert "no column holds the text" in refused[0].reason


def test_nested_columns_of_parquet(write: WriteFiles) -> None:
    rows = [
        {
            "source": {"id": None, "name": "S"},
            "headline": {"main": "T"},
            "body": ["One.", "Two."],
            "by": [{"name": "Jo"}],
        },
        {"source": {"id": "t", "name": "T"}, "headline": None, "body": ["Three."], "by": []},
        {"source": None, "headline": {"main": "V"}, "body": None, "by": None},
    ]
    table = parquet_file(pa.Table.from_pylist(rows))
    used, refused, (outcome,) = read_all(write({"t.parquet": table}), columns={"author": "by"})
    assert [(r.title, r.text, r.source, r.byline) for r in used] == [
        ("T", "One.\n\nTwo.", "S", "Jo"),
        ("", "Three.", "T", ""),
    ]
    assert lines_of(refused) == [("t.parquet", 3, "no text")]
    assert outcome.columns == "title=headline.main, text=body, source=source.name, author=by; not used: source.id"


def test_dotted_headers_of_pandas(read: ReadFiles) -> None:
    flat = pd.json_normalize([{"source": {"id": "s", "name": "S"}, "fields": {"bodyText": "One.", "headline": "T"}}])
    parquet = io.BytesIO()
    flat.to_parquet(parquet)
    used, refused = read(
        {"a.csv": flat.to_csv(), "b.parquet": parquet.getvalue(), "c.jsonl": flat.to_json(orient="records", lines=True)}
    )
    assert refused == []
    assert [(r.title, r.text, r.source) for r in used] == [("T", "One.", "S")] * 3


@pytest.mark.parametrize(
    ("text", "kept", "mark"),
    [
        ("The mayor opens the… [+2219 chars]", "The mayor opens the", "[+2219 chars]"),
        ("The mayor opens the... [1534 chars]", "The mayor opens the", "[1534 chars]"),
        ("The mayor opens the [+7 chars]\n", "The mayor opens the", "[+7 chars]"),
        ("The mayor opens the [&hellip;]</p>", "The mayor opens the", "[&hellip;]"),
        ("The mayor opens the […]", "The mayor opens the", "[…]"),
        ("The mayor [+2219 chars] opens.", "The mayor [+2219 chars] opens.", ""),
        ("The mayor waits…", "The mayor waits…", ""),
        ("Prices [in thousands]", "Prices [in thousands]", ""),
        ("w" * 32_767, "w" * 32_767, "32,767 characters, the most a cell of a spreadsheet holds"),
        ("w" * 32_766, "w" * 32_766, ""),
    ],
)
def test_the_mark_of_a_cut_is_taken_away_and_reported(read: ReadFiles, text: str, kept: str, mark: str) -> None:
    (row,), _ = read({"t.jsonl": as_json({"content": text, "source": "S"})})
    assert (row.text, row.cut) == (kept, mark)


def test_how_many_articles_are_cut_is_in_the_conflicts(load: LoadFiles) -> None:
    texts = ["The mayor opens the… [+219 chars]", "The ferry is late again today.", "The rain returns to… [+31 chars]"]
    articles = [{"title": f"T{i}", "content": text, "source": {"name": "S"}} for i, text in enumerate(texts)]
    corpus = load({"t.json": as_json({"status": "ok", "articles": articles})})
    assert corpus.conflicts[["article_id", "kind", "found", "where"]].values.tolist() == [
        ["t/1", "text cut by the export", "only the beginning of the article", "[+219 chars]"],
        ["t/3", "text cut by the export", "only the beginning of the article", "[+31 chars]"],
    ]
    lead = load({"t.json": as_json([{"lead_paragraph": "The mayor opens.", "source": "S", "headline": {"main": "T"}}])})
    assert lead.conflicts["where"].tolist() == ["the column holds first paragraphs"]


def test_a_service_that_gives_no_texts_is_refused(read: ReadFiles) -> None:
    row = {"article_id": "1", "content": "ONLY AVAILABLE IN PAID PLANS", "source_name": "S"}
    assert lines_of(read({"t.json": as_json({"results": [row]})})[1]) == [("t.json", 1, "no text")]
