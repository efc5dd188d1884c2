"""Articles to read, and what was removed from them."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from corpora import article, to_explore

import analysis
from analysis.corpus import raw_texts
from analysis.corpus.raw_texts import mark_removed
from analysis.explore import News

FOOTER = "Follow the Beacon on every channel and subscribe to our letter today."


def kept(lines: list[list[tuple[bool, str]]]) -> str:
    return " ".join(words for line in lines for removed, words in line if not removed)


@pytest.mark.parametrize(
    ("raw", "clean", "removed"),
    [
        ("A b c.", "A b c.", []),
        ("LONDON - A b c.\nRead more: d", "A b c.", ["LONDON -", "Read more: d"]),
        ("A b. Advert here. C d.", "A b. C d.", ["Advert here."]),
        ("A after- noon b.", "A afternoon b.", ["after- noon"]),
        ("", "", []),
    ],
)
def test_what_was_removed_is_marked(raw: str, clean: str, removed: list[str]) -> None:
    lines = mark_removed(raw, clean)
    assert [words for line in lines for gone, words in line if gone] == removed
    assert kept(lines) == clean


@pytest.mark.parametrize("raw", ["." * 100_000, ". " * 5_000_000, "a b " * 20_000 + "c", "a\n" * 20_000])
def test_hostile_texts_are_marked_in_few_steps(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[SequenceMatcher[str]] = []

    def matcher(*words: Any) -> SequenceMatcher[str]:
        made.append(SequenceMatcher(*words))
        return made[-1]

    monkeypatch.setattr(raw_texts, "SequenceMatcher", matcher)
    mark_removed(raw, "b a " * 20_000)
    assert sum(len(one.b2j.get(word, ())) for one in made for word in one.a) < 1_000_000  # type: ignore[attr-defined]


def test_an_article_is_shown_with_what_was_removed_and_its_duplicates(make_corpus: Any) -> None:
    stories = [
        " ".join(f"{letter}{word}" for word in ["ab", "ol", "un", "er", "is", "at", "ek", "ip", "ost", "urn"]) + "."
        for letter in "bcdfghklmnp"
    ]
    articles = [article(f"{story}\n{FOOTER}", "Beacon") for story in stories]
    articles += [article(stories[0], "Wire", "2024-03-05", "Copy")]
    corpus = to_explore(make_corpus([{**row, "id": f"a{i}"} for i, row in enumerate(articles)]))
    read = corpus.read("a0")
    assert read.text == stories[0]
    assert read.removed == [FOOTER]
    assert list(read.duplicates["article_id"]) == ["a11"]
    assert f"<del>{FOOTER}</del>" in read._repr_html_()
    assert "Also printed as a11 (Wire, 5 Mar 2024)." in repr(read)
    (corpus.folder / "articles.jsonl").unlink()
    assert corpus.read("a0").raw is None
    assert "cannot be shown: the files have changed" in repr(corpus.read("a0"))


def test_words_added_to_a_file_later_do_not_look_removed(own_folder: Path) -> None:
    (own_folder / "news" / "Beacon").mkdir(parents=True)
    file = own_folder / "news" / "Beacon" / "a.txt"
    file.write_text("On the gates\n\nLONDON (Reuters) - Gates stay shut.")
    corpus = analysis.load("news")
    (article_id,) = corpus.articles["article_id"]
    assert corpus.read(article_id).removed == ["LONDON (Reuters) -"]
    file.write_text("On the gates\n\nLONDON (Reuters) - Gates stay shut, all of them.")
    read = corpus.read(article_id)
    assert (read.raw, read.removed) == (None, [])
    assert "the files have changed since they were loaded" in repr(read)
    assert analysis.load("news").read(article_id).removed == ["LONDON (Reuters) -"]


def test_the_title_is_a_link_where_the_address_is_one_of_the_web(make_corpus: Any) -> None:
    rows = [
        article("The gates were shut.", title="Gates") | {"id": "a", "url": "https://quay.test/?a=1&b=2"},
        article("The bridge was opened.", title="Bridge") | {"id": "b", "url": "javascript:alert(1)"},
    ]
    corpus = to_explore(make_corpus(rows))
    linked, plain = corpus.read("a"), corpus.read("b")
    link = '<a href="https://quay.test/?a=1&amp;b=2" rel="noopener noreferrer">Gates</a>'
    assert f"<bdi>{link}</bdi>" in linked._repr_html_()
    assert "address: https://quay.test/?a=1&b=2" in repr(linked)
    assert "href" not in plain._repr_html_()
    assert "address: javascript:alert(1)" in repr(plain)


def test_articles_are_gone_through_with_their_text(news: News) -> None:
    table = news.texts()
    assert len(table) == len(news) == 112
    for row, read in zip(table.itertuples(), news, strict=True):
        assert (row.article_id, row.title, row.text) == (read.article_id, read.title, read.text)
    assert news.read(read.article_id).text == read.text


def test_a_sample_is_of_independent_texts_and_the_same_each_time(news: News) -> None:
    some = news.sample(20)
    assert len(some) == some.independent_texts == 20
    assert some.choice_line == "Only articles drawn as a sample: 20 of 112."
    assert list(some.articles["article_id"]) == list(news.sample(20).articles["article_id"])
    assert set(news.sample(5).articles["article_id"]) < set(some.articles["article_id"])
    assert set(news.sample(20, seed=1).articles["article_id"]) != set(some.articles["article_id"])
    assert len(news.sample(1000)) == news.independent_texts
