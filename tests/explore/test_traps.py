"""What a new user tries: it works, or one sentence says what to do; never numbers of other articles."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from corpora import to_explore

import analysis
from analysis import counts, terms
from analysis.errors import AnalysisError
from analysis.explore import News
from analysis.sources import compare_sources


def test_a_corpus_is_shown_in_a_few_lines(news: News) -> None:
    lines = repr(news).splitlines()
    assert 5 <= len(lines) <= 8
    assert max(map(len, lines)) < 200
    assert lines[1] == "112 articles, 107 independent texts, 6 sources"
    assert "meridian-wire 23" in lines[3]
    assert len(repr(news.where(source="daily-beacon"))) < 1000


def test_the_card_of_hostile_names_is_escaped(make_corpus: Any) -> None:
    payload = "<img src=x onerror=alert(1)>"
    articles = [
        {"text": f"{payload} {word} sails.", "source": payload, "date": "2024-03-04", "title": payload, "id": word}
        for word in ("one", "two", "three")
    ]
    corpus = to_explore(make_corpus(articles, settings={"title": payload}))
    read = corpus.read("one")
    for shown in (corpus, read, corpus.concordance("sails"), corpus.terms(n=2)):
        assert "<img src=x" not in shown._repr_html_()
        assert "\x1b" not in repr(shown)


def test_articles_cannot_be_replaced_or_changed_in_place(news: News) -> None:
    with pytest.raises(AnalysisError, match=r"articles is not set: corpus.where\(...\) gives another"):
        news.articles = news.articles.head(3)
    for changed in (news.articles.head(3), news.articles.iloc[::-1].reset_index(drop=True)):
        with pytest.raises(AnalysisError, match="cannot be replaced"):
            replace(news, articles=changed)
    before = news.trend("dockers").table
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas has its own
        news.articles.drop(index=news.articles.index[3:], inplace=True)
        news.articles["source"] = "x"
    assert len(news) == len(news.articles) == 112
    assert "x" not in set(news.articles["source"])
    assert news.trend("dockers").table.equals(before)


def test_counts_follow_a_selection(news: News) -> None:
    everything = news.terms(n=5).table  # counted, and kept
    some = news.where(mentions="dockers")
    trend = some.trend("dockers", period="month").table
    by_hand = sum(text.lower().count("dockers") for article in some for text in (article.title, article.text))
    assert trend["count"].sum() == by_hand == 41
    assert set(some.terms(n=5).table["term"]).isdisjoint({"dockers"})  # all of them hold it
    assert "Only articles that mention “dockers”: 24 of 112." in repr(some)
    assert type(some) is News
    assert news.terms(n=5).table.equals(everything)
    assert set(some.where(source="daily-beacon").articles["source"]) == {"daily-beacon"}
    found = news.topics(n=6)
    ids = found.articles(1)
    assert sorted(news.where(ids=ids).articles["article_id"]) == sorted(ids)
    assert news.read(ids[0]).topic == "1 Orrin, Viktor Lund"
    # The topics were those of all articles.
    assert news.where(ids=ids).read(ids[0]).topic == ""


def test_a_text_is_one_term(news: News) -> None:
    uses = counts.count_words(news)
    assert set(terms.term_trend(news, "Dockers")["term"]) == {"dockers"}
    assert set(terms.term_changes(news, "dockers")["term"]) == {"dockers"}
    assert set(terms.focus_table(news, uses, "dockers")["term"]) == {"dockers"}
    assert set(terms.collocates(news, uses, "dockers")["term"]) == {"dockers"}
    assert set(counts.concordance(news, "dockers")["term"]) == {"dockers"}
    assert list(counts.count_terms(news, "dockers", ()).terms) == ["dockers"]
    assert terms.given_terms("Old Quarter", "en") == ["old quarter"]
    assert "dockers" in set(terms.headline_terms(news, uses, focus="dockers")["term"])
    assert "old quarter" in set(compare_sources(news, uses, "old quarter").terms)


@pytest.mark.parametrize(
    "day", [date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), pd.Timestamp("2024-05-01"), "2024-05", "2024-05-01"]
)
def test_a_day_is_given_as_text_or_as_a_date(day: str | date, news: News) -> None:
    assert len(news.where(mentions="dockers", since=day)) == 3
    assert news.where(since=day).choice_line.startswith("Only articles published from 1 May 2024 on")
    until = "31" if day == "2024-05" else "1"
    assert news.where(until=day).choice_line.startswith(f"Only articles published until {until} May 2024")


@pytest.mark.parametrize("day", [None, 20240501, pd.NaT, ["2024-05-01"], "spring"])
def test_anything_else_is_no_day(day: Any, news: News) -> None:
    for ask in (news.where, analysis.load):
        for end in ("since", "until"):
            with pytest.raises(AnalysisError, match=f"^{end} must be a date such as 2024-03-31, or empty, not "):
                ask(**{end: day})


REFUSED: dict[str, tuple[Callable[[News], object], str]] = {
    "source": (lambda news: news.where(source="daily-becon"), "no source 'daily-becon'. Did you mean 'daily-beacon'"),
    "sources": (lambda news: news.compare("daily-beacon", "meridian"), "and meridian. Did you mean 'meridian-wire'"),
    "one source": (lambda news: news.compare("daily-becon"), "Did you mean 'daily-beacon'"),
    "a word": (lambda news: news.trend("dokers"), "There is no 'dokers'. Did you mean 'dockers'?"),
    "a phrase": (lambda news: news.concordance("Old Quater"), "There is no 'Old Quater'. Did you mean 'old quarter'?"),
    "words apart": (lambda news: news.trend("quarter old"), "Its words occur, but not side by side."),
    "mentions": (lambda news: news.where(mentions="dokers"), "Did you mean 'dockers'?"),
    "exclude": (lambda news: news.where(exclude="dokers"), "Did you mean 'dockers'?"),
    "no word": (lambda news: news.trend([]), "words: give a word or a phrase."),
    "a star": (lambda news: news.concordance("docker*"), r"'docker\*': a star stands for nothing here"),
    "signs": (lambda news: news.trend("?!"), r"there is none in '\?!'"),
    "a number": (lambda news: news.trend(3), "words must be text or a list of texts, not 3"),  # type: ignore[arg-type]
    "numbers": (lambda news: news.trend(["x", 3]), "words must be text or a list of texts, not 3"),  # type: ignore[list-item]
    "period": (lambda news: news.trend("dockers", period="fortnight"), "period must be day, week, month"),
    "by": (lambda news: news.trend("dockers", by="outlet"), 'by must be "source"'),
    "topics": (lambda news: news.topics(n=1), "^n must be 0"),
    "topic": (lambda news: news.topics(n=6).articles(99), "There is no topic 99. Topics: 1, 2"),
    "names": (lambda news: news.names(["Islamic Stat"]), "No article mentions 'Islamic Stat'; capitals matter"),
    "twice": (lambda news: news.names({"a": "IS", "b": ["IS"]}), "'IS' is in both 'a' and 'b'"),
    "id": (lambda news: news.read("nothing"), "There is no article 'nothing'"),
    "sources of where": (lambda news: news.where(sources="x"), "no argument 'sources'. Did you mean 'source'"),  # type: ignore[call-arg]
    "by place": (lambda news: news.where("x"), r"where\(\): too many positional arguments. It has source"),  # type: ignore[misc]
    "no id": (lambda news: news.read([]), "read takes one article_id, not 0"),  # type: ignore[arg-type]
    "ids": (lambda news: news.read(["a", "b"]), r"corpus.where\(ids=\[...\]\) takes several"),  # type: ignore[arg-type]
    "no ids": (lambda news: news.where(ids=[]), "No article is left of 112"),
    "terms": (lambda news: news.terms(0), "^n must be a whole number from 1 to 100, not 0"),
    "sample": (lambda news: news.sample(0), "n must be a whole number, at least 1"),
    "lines": (lambda news: news.concordance("gates", n=-1), "^n must be a whole number, at least 0"),
    "no lines": (lambda news: news.concordance("gates", n="a"), "^n must be a whole number, .* not 'a'"),  # type: ignore[arg-type]
    "seed words": (lambda news: news.topics(seed_words=["dockers"]), "seed_words must be names with their words"),  # type: ignore[arg-type]
    "columns": (
        lambda news: analysis.load("data/raw", columns="text"),  # type: ignore[arg-type]
        r"^columns='text': expected a mapping such as {\"text\": \"body\"}\.$",
    ),
    "loaded": (lambda news: analysis.load("data/raw", contains="dokers"), "Did you mean 'dockers'?"),
    "sort": (lambda news: news.concordance("dockers", sort="up"), "sort must be date, left or right"),  # type: ignore[arg-type]
    "figsize": (lambda news: news.terms().figure(figsize=(5, 3)), r"as high as its rows need: use width=5"),
    "width": (lambda news: news.terms().figure(width=1), "width must be 4 to 40 inches, not 1."),
    "ax": (lambda news: news.terms().figure(ax=None), r"cannot be drawn into ax: use figure\(\).axes"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_said_with_the_nearest_name(what: str, news: News) -> None:
    ask, said = REFUSED[what]
    with pytest.raises(AnalysisError, match=said):
        ask(news)


def test_one_word_of_several_that_never_occurs_is_said(news: News) -> None:
    trend = news.trend(["dockers", "dokers"], period="month")
    assert trend.sentences()[0] == "There is no 'dokers'. Did you mean 'dockers'?"
    assert set(trend.table["term"]) == {"dockers"}


def test_a_name_given_twice_counts_once(news: News) -> None:
    once, twice = news.names(["IS", "Inland Sovereignty Front"]), news.names(["IS", "Inland Sovereignty Front", " IS"])
    assert twice.table.equals(once.table)
    assert twice.sentences() == once.sentences()


def test_a_path_is_found_where_one_works_and_in_the_project(own_folder: Path) -> None:
    (own_folder / "articles.csv").write_text("source,text\nBeacon,Gates stay shut.\nBeacon,Ships sail.\n")
    corpus = analysis.load("articles.csv")
    assert len(corpus) == 2
    # A card may come on a page: nothing of this machine is in it.
    assert repr(corpus).splitlines()[0] == "articles.csv"
    assert len(analysis.load("data/raw")) == 112
    with pytest.raises(AnalysisError, match=r"There is no 'artcles.csv' in .*\. Did you mean 'articles.csv'\?"):
        analysis.load("artcles.csv")
    with pytest.raises(AnalysisError, match="must be the path of a folder or table, not 3"):
        analysis.load(3)  # type: ignore[arg-type]


def test_the_package_is_cheap_to_import_and_offers_little() -> None:
    assert "load" in dir(analysis)
    assert not {"sys", "annotations", "TYPE_CHECKING", "Any"} & {*dir(analysis)}
    with pytest.raises(AttributeError, match="no attribute 'loads'"):
        _ = analysis.loads
