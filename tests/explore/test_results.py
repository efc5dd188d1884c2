"""Answers: the tables of the notebooks, figures with the usual keywords, sentences, and how they look."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from analysis import counts, terms
from analysis.corpus import Corpus
from analysis.explore import News, Result
from analysis.tables import find

VERBS: dict[str, Callable[[News], Result]] = {
    "top_terms": lambda news: news.terms(),
    "term_trend": lambda news: news.trend(["dockers", "strike"], period="month"),
    "trend_by_source": lambda news: news.trend("dockers", by="source", period="month"),
    "distinctive_terms": lambda news: news.compare(),
    "pair_terms": lambda news: news.compare("daily-beacon", "meridian-wire"),
    "topic_words": lambda news: news.topics(n=6),
    "topic_sources": lambda news: news.topics(n=6).by_source(),
    "topic_trend": lambda news: news.topics(n=6).over_time(),
    "concordance": lambda news: news.concordance("dockers"),
    "names": lambda news: news.names(["IS", "Inland Sovereignty Front"]),
}


@pytest.mark.parametrize("name", VERBS)
def test_an_answer_has_a_declared_table_a_figure_sentences_and_looks(name: str, news: News) -> None:
    result = VERBS[name](news)
    declared = find(name)
    assert declared is not None
    assert set(result.table) <= set(declared.names) | {"change"}
    assert all(isinstance(said, str) and said for said in result.sentences())
    figure = result.figure(title="Mine", width=8.5, dpi=50, facecolor="#eeeeee")
    assert isinstance(figure, Figure)
    assert figure.texts[0].get_text() == "Mine"
    assert figure.get_figwidth() == 8.5
    assert figure.get_dpi() == 50
    png, size = figure._repr_png_()  # type: ignore[attr-defined]
    assert png.startswith(b"\x89PNG")
    assert size == {"width": 816, "height": round(96 * figure.get_figheight())}
    assert len(repr(result).splitlines()) < 45
    assert result.sentences()[0] in repr(result)
    shown = result._repr_mimebundle_()[0]["text/html"]
    assert (".figure() and .sentences()" in shown) == bool(len(result.table))
    assert ' id="' not in shown  # a page may hold it twice


def test_answers_are_those_of_the_notebooks(news: News, sample: Corpus) -> None:
    uses = counts.count_words(sample)
    trend = counts.add_shown(sample, terms.term_trend(sample, ["dockers"]))
    assert news.trend("Dockers").table.drop(columns="change").equals(trend)
    leading = terms.leading_terms(terms.term_table(uses, "en"), terms.phrase_table(sample, uses), "en", 15)
    assert news.terms().table.drop(columns="shown").equals(leading)


@pytest.mark.parametrize("name", ["top_terms", "trend_by_source", "pair_terms", "topic_sources"])
def test_a_figure_fits_at_any_width_and_resolution(name: str, news: News) -> None:
    result = VERBS[name](news)
    for width, dpi in ((4, 60), (5, 80), (8.6, 80), (12, 100)):
        figure, png = result.figure(width=width), io.BytesIO()
        figure.savefig(png, dpi=dpi)
        png.seek(0)
        assert (imread(png)[:, -1] == 1).all(), (width, dpi)  # nothing runs over the right edge
        title, note = (text.get_window_extent() for text in figure.texts[:2])
        assert title.y0 >= note.y1 - 1


def test_periods_are_asked_for_one_by_one(news: News) -> None:
    by_month, by_week = (news.trend("dockers", period=period).table["period"] for period in ("month", "week"))
    assert list(by_month) == ["2024-03", "2024-04", "2024-05", "2024-06"]
    assert by_week.str.match(r"2024-W\d\d").all()
    assert news.period == ""


def test_nothing_to_draw_is_a_sentence_in_a_figure(news: News) -> None:
    one = news.where(source="daily-beacon").compare()
    assert one.table.empty
    assert one.sentences() == ["There is one source, so there is nothing to compare."]
    assert "one source" in " ".join(text.get_text() for text in one.figure().texts)


def test_topics_without_a_topic_are_said(news: News) -> None:
    found = news.sample(3).topics()
    assert found.table.empty
    with pytest.raises(Exception, match="No topics were found in these articles"):
        found.articles(1)
