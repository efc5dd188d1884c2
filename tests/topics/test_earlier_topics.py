"""Topics that keep number and label from one report to the next, on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import SIZES, fit, planted_articles

from analysis.errors import SettingsError
from analysis.report.csv_files import write_csv
from analysis.topics import (
    ReportedTopics,
    article_topics,
    read_earlier_topics,
    topic_card,
    topic_changes,
    topic_numbers,
    topic_terms,
)
from analysis.topics.history.earlier_topics import ARTICLES, CARD, NUMBERS, PAGE, TERMS


def write_report(folder: Path, corpus: Any, topics: Any, card: pd.DataFrame | None = None) -> ReportedTopics:
    """Write the tables of a report in which the numbers of an earlier one in the same folder go on."""
    card = topic_card(corpus, topics) if card is None else card
    numbers = topic_numbers(topics, read_earlier_topics(folder))
    report = ReportedTopics(topic_terms(topics), card, article_topics(corpus, topics), numbers)
    page = folder / PAGE
    page.mkdir(exist_ok=True)
    tables = {TERMS: report.terms, CARD: report.card, ARTICLES: report.articles, NUMBERS: numbers}
    for name, table in tables.items():
        write_csv(table, page / name)
    return report


def test_ten_more_articles_change_no_number(make_corpus: Any, tmp_path: Path) -> None:
    few = planted_articles({"war": 20, "vote": 26, "flood": 24, "cup": 22, "bank": 28, "virus": 21})
    # With ten more, the smallest theme becomes the largest: a report of its own would number it 1.
    more = [*few, *planted_articles({"war": 10}, seed=9)]
    corpus, grown = make_corpus(few), make_corpus(more)
    first = fit(corpus, 6)
    before = write_report(tmp_path, corpus, first)
    alone = fit(grown, 6)
    then = fit(grown, 6, earlier=read_earlier_topics(tmp_path))
    (war,) = set(first.themes.topic[(corpus.articles["label"] == "war").to_numpy()])
    is_war = (grown.articles["label"] == "war").to_numpy()
    assert war == "6"
    assert set(alone.themes.topic[is_war]) == {"1"}
    assert set(then.themes.topic[is_war]) == {"6"}
    assert then.themes.labels == first.themes.labels
    changes = topic_changes(write_report(tmp_path, grown, then), before)
    assert changes["change"].tolist() == ["kept"] * 6
    assert changes["topic"].tolist() == changes["earlier_topic"].tolist() == ["1", "2", "3", "4", "5", "6"]
    row = changes.iloc[5]
    assert row["earlier_share"] == pytest.approx(20 / 141, abs=1e-5)
    assert row["share"] == pytest.approx(30 / 151, abs=1e-5)
    assert "14% → 20% of the articles" in row["sentence"]


def test_the_same_articles_are_unchanged(two_levels: Any, tmp_path: Path) -> None:
    before = write_report(tmp_path, two_levels.corpus, two_levels.topics, two_levels.card)
    again = fit(two_levels.corpus, 3, n_subjects=9, earlier=read_earlier_topics(tmp_path))
    assert again.subjects.labels == two_levels.topics.subjects.labels
    sentences = topic_changes(write_report(tmp_path, two_levels.corpus, again, two_levels.card), before)["sentence"]
    assert len(sentences) == 12
    assert sentences.str.endswith("”: unchanged.").all()


def test_a_report_with_one_level_is_read_as_themes(two_levels: Any, tmp_path: Path) -> None:
    page = tmp_path / PAGE
    page.mkdir()
    first = two_levels.topics.themes
    rows = [(i, rank, word) for i, words in enumerate(first.fit.words, 4)
            for rank, word in enumerate(first.sample.terms[words], 1)]  # fmt: skip
    terms = pd.DataFrame(rows, columns=["topic", "rank", "term"]).assign(weight=1.0)
    terms.to_csv(page / TERMS, index=False)
    pd.DataFrame({"topic": [4, 5, 6], "label": ["x", "y", "z"], "share": 0.3}).to_csv(page / CARD, index=False)
    main = pd.DataFrame({"article_id": ["a", "b"], "topic": [0, 4], "share": [0, 0.5]})
    main.to_csv(page / ARTICLES, index=False)
    earlier = read_earlier_topics(tmp_path)
    assert earlier is not None
    assert earlier.articles[["topic", "subject"]].to_numpy().tolist() == [["", ""], ["4", ""]]
    again = fit(two_levels.corpus, 3, n_subjects=9, earlier=earlier)
    assert (again.themes.numbers, again.themes.labels) == (["4", "5", "6"], ["x", "y", "z"])
    assert again.subjects.numbers == [f"{theme}.{part}" for theme in (4, 5, 6) for part in (1, 2, 3)]


def test_no_earlier_report_is_none(plain: Any, tmp_path: Path) -> None:
    assert read_earlier_topics(None) is None
    assert read_earlier_topics(tmp_path) is None
    assert topic_changes(write_report(tmp_path, plain.corpus, plain.topics, plain.card), None).empty


def test_dropped_and_gone_topics_keep_their_numbers(make_corpus: Any, plain: Any, tmp_path: Path) -> None:
    corpus, whole = plain.corpus, plain.topics.themes.topic
    write_report(tmp_path, corpus, fit(corpus, 6, drop_topics=[3, "6"]))
    again = fit(corpus, 6, drop_topics=[3, 6], earlier=read_earlier_topics(tmp_path))
    assert again.themes.numbers == ["1", "2", "4", "5"]
    assert (again.themes.topic == np.where(np.isin(whole, ["3", "6"]), "", whole)).all()
    # Without the articles of topic 6 there are five topics; with them again, a report later, it is 6 again.
    (lost,) = set(corpus.articles["label"][whole == "6"])
    fewer = make_corpus([a for a in planted_articles(SIZES) if a["label"] != lost])
    write_report(tmp_path, fewer, fit(fewer, 5, earlier=read_earlier_topics(tmp_path)))
    numbers = pd.read_csv(tmp_path / PAGE / NUMBERS, keep_default_na=False)
    assert numbers["state"].tolist() == ["shown"] * 5 + ["gone"]
    back = fit(corpus, 6, earlier=read_earlier_topics(tmp_path))
    assert back.themes.topic.tolist() == whole.tolist()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (CARD, "topic,label,share\nx,a,.5\n", "column 'topic' must hold numbers of topics"),
        (CARD, "topic,label,share\n3.2.1,a,.5\n", "column 'topic' must hold numbers of topics"),
        (CARD, "topic,label,share\n-1,a,.5\n", "column 'topic' must hold numbers of topics"),
        (CARD, "topic,label,share\n1,a,.5\n1,b,.5\n", "duplicate topic"),
        (CARD, "topic,label,share\n1,a,abc\n", "column 'share' must hold numbers"),
        (ARTICLES, "article_id,topic,share\na,x,.5\n", "column 'topic' must hold numbers of topics"),
        (ARTICLES, "article_id,topic,share,subject\na,1,.5,x\n", "column 'subject' must hold numbers of topics"),
        (ARTICLES, "article_id,topic,share,subject\na,1,.5,2.1\n", "a subject is not part of the topic beside it"),
        (TERMS, "topic,rank\n1,1\n", r"topic_modeling/topic_terms\.csv: column 'term' is missing"),
    ],
)
def test_a_damaged_table_is_refused(plain: Any, tmp_path: Path, name: str, text: str, said: str) -> None:
    write_report(tmp_path, plain.corpus, plain.topics, plain.card)
    (tmp_path / PAGE / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=f"Cannot read the topics of a report: .*{said}"):
        read_earlier_topics(tmp_path)
