"""The usual names of columns, and the paths of nested ones."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.column_names import USUAL_NAMES, map_columns


def test_our_own_names() -> None:
    assert map_columns(["id", "title", "text", "source", "date"]) == {
        "article_id": "id",
        "title": "title",
        "text": "text",
        "source": "source",
        "published": "date",
    }


def test_tables_of_other_languages() -> None:
    for columns in (
        ["Titel", "Text", "Zeitung", "Erscheinungsdatum", "Autor", "Ressort"],
        ["Titre", "Texte", "Journal", "Date de parution", "Auteur", "Rubrique"],
        ["Título", "Texto", "Fuente", "Fecha", "Autor", "Sección"],
    ):
        ours = ["title", "text", "source", "published", "byline", "label"]
        assert map_columns(columns) == dict(zip(ours, columns, strict=True))


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


@pytest.mark.parametrize("columns", [["text", "text"], ["Text", "text "], ["text", "Source", "source"]])
def test_a_used_name_that_is_there_twice_is_refused(columns: list[str]) -> None:
    with pytest.raises(ValueError, match=r"two columns are called '(text|source)': rename one of them"):
        map_columns(columns)
    with pytest.raises(ValueError, match=r"two columns are called 'who'"):
        map_columns(["text", "who", "Who"], {"author": ["who"]})


@pytest.mark.parametrize("columns", [["x", "x"], ["Key Word", "key-word", "KEY_WORD"], ["", ""], ["body", "body"]])
def test_an_unused_name_may_be_there_twice(columns: list[str]) -> None:
    assert map_columns(["text", *columns]) == {"text": "text"}


def test_a_second_column_of_addresses_is_no_fault() -> None:
    assert map_columns(["text", "URL", "url", "link"]) == {"text": "text", "url": "URL"}


NESTED = {
    "NewsAPI": (
        ["source.id", "source.name", "author", "title", "description", "url", "publishedAt", "content"],
        {"source": "source.name", "byline": "author", "title": "title", "published": "publishedAt", "text": "content",
         "url": "url"},
    ),
    "The Guardian": (
        ["id", "sectionName", "webPublicationDate", "webTitle", "fields.headline", "fields.bodyText", "fields.byline"],
        {"article_id": "id", "label": "sectionName", "published": "webPublicationDate", "title": "fields.headline",
         "text": "fields.bodyText", "byline": "fields.byline"},
    ),
    "The New York Times": (
        ["abstract", "lead_paragraph", "source", "headline.main", "headline.kicker", "pub_date", "section_name",
         "byline.original", "byline.person", "_id"],
        {"text": "lead_paragraph", "source": "source", "title": "headline.main", "published": "pub_date",
         "label": "section_name", "byline": "byline.original", "article_id": "_id"},
    ),
    "Event Registry": (
        ["uri", "lang", "date", "time", "dateTime", "url", "title", "body", "source.uri", "source.title", "authors"],
        {"article_id": "uri", "language": "lang", "published": "date", "title": "title", "text": "body",
         "source": "source.title", "byline": "authors", "url": "url"},
    ),
    "webz.io": (
        ["thread.site", "thread.title", "uuid", "url", "author", "published", "title", "text", "language"],
        {"source": "thread.site", "article_id": "uuid", "byline": "author", "published": "published",
         "title": "title", "text": "text", "language": "language", "url": "url"},
    ),
    "WordPress": (
        ["id", "date", "guid.rendered", "title.rendered", "content.rendered", "content.protected", "excerpt.rendered"],
        {"article_id": "id", "published": "date", "title": "title.rendered", "text": "content.rendered"},
    ),
    "structured data of a page": (
        ["@type", "headline", "articleBody", "datePublished", "author.name", "publisher.name", "image.url"],
        {"title": "headline", "text": "articleBody", "published": "datePublished", "byline": "author.name",
         "source": "publisher.name"},
    ),
    "a search index": (
        ["_index", "_id", "_source.title", "_source.text", "_source.outlet.name", "_source.date"],
        {"article_id": "_id", "title": "_source.title", "text": "_source.text", "source": "_source.outlet.name",
         "published": "_source.date"},
    ),
    "R": (["Full.Text", "Publication.Date", "Publication"],
          {"text": "Full.Text", "published": "Publication.Date", "source": "Publication"}),
    "flattened with _": (["headline_main", "content_rendered", "author_name"],
                         {"title": "headline_main", "text": "content_rendered", "byline": "author_name"}),
    "news-please": (
        ["authors", "date_download", "date_publish", "description", "maintext", "source_domain", "title", "url"],
        {"byline": "authors", "published": "date_publish", "text": "maintext", "source": "source_domain",
         "title": "title", "url": "url"},
    ),
    "trafilatura": (
        ["title", "author", "hostname", "date", "source", "source-hostname", "text", "raw_text"],
        {"title": "title", "byline": "author", "published": "date", "source": "source-hostname", "text": "text"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("service", NESTED)
def test_nested_values_are_found_by_their_paths(service: str) -> None:
    columns, names = NESTED[service]
    assert map_columns(columns) == names
    assert map_columns([column.upper() for column in columns]) == {
        ours: theirs.upper() for ours, theirs in names.items()
    }


def test_a_nested_value_may_be_set_by_its_path_or_by_the_object_it_is_in() -> None:
    columns = ["a.b.story", "a.b.lead", "headline.main", "x.text", "y.text"]
    assert map_columns(columns, {"text": ["A.B.Lead"]})["text"] == "a.b.lead"
    assert map_columns(columns, {"text": ["a.b.lead"], "title": ["headline"]})["title"] == "headline.main"
    with pytest.raises(ValueError, match=r"several columns may hold the text \(x, y\): say which, such as --map text="):
        map_columns(columns)


def test_the_text_of_a_picture_is_not_the_article() -> None:
    for name in ("image.text", "summary.text", "media.caption.text", "user.content"):
        with pytest.raises(ValueError, match="no column holds the text"):
            map_columns(["title", name])


def test_no_text_is_refused_with_what_is_there() -> None:
    with pytest.raises(
        ValueError, match=r"no column holds the text \(columns: id, titel\): say which, such as --map text=NAME"
    ):
        map_columns(["id", "titel"])
    with pytest.raises(ValueError, match=r"\(columns: none\)"):
        map_columns([])


def test_an_article_in_place_of_the_header_is_named_as_such() -> None:
    with pytest.raises(ValueError, match="no header row, as the first row is an article: write the names"):
        map_columns(["Panorama", "The harbour of Norrvik was closed on Monday, as " + "the storm had not passed. " * 8])


def test_hostile_names_are_told_harmlessly_and_in_short() -> None:
    with pytest.raises(ValueError, match="no column") as caught:
        map_columns(["\ud800", "a\n\x1b[31m", "x" * 10_000])
    assert str(caught.value).encode("utf-8").startswith(rb"no column holds the text (columns: \ud800, a\n\x1b[31m, xxx")
    assert len(str(caught.value)) < 400
