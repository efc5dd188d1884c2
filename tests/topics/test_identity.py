"""Topics that keep number and label from one report to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import THEMES, planted_articles

from analysis.errors import SettingsError
from analysis.report.csv_files import write_csv
from analysis.topics import (
    TopicTables,
    article_topics,
    fit_topics,
    read_earlier_topics,
    topic_card,
    topic_changes,
    topic_numbers,
    topic_stability,
    topic_terms,
)
from analysis.topics.history.earlier_topics import PAGE, number_topics

WAR, VOTE, CUP = (THEMES[theme].split() for theme in ("war", "vote", "cup"))


def tables(words: dict[int, list[str]], labels: dict[int, str]) -> TopicTables:
    rows = [(n, rank, term, 1.0) for n, terms in words.items() for rank, term in enumerate(terms, 1)]
    terms = pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])
    card = pd.DataFrame({"topic": list(labels), "label": list(labels.values()), "share": 0.5})
    return TopicTables(terms, card, pd.DataFrame({"article_id": [], "topic": [], "share": []}))


def test_numbers_start_at_one() -> None:
    assert number_topics([WAR, VOTE], ["a", "b"], ["", ""], None) == ([1, 2], ["a", "b"])


def test_numbers_and_labels_go_on() -> None:
    earlier = tables({2: VOTE, 5: WAR[:5] + CUP[:5]}, {2: "the vote", 5: "the war"})
    # War shares five words with topic 5; the cup shares five as well, but comes second to nobody else's.
    numbers, labels = number_topics([WAR, VOTE, ["x"]], ["w", "v", "new"], ["", "", ""], earlier)
    assert numbers == [5, 2, 6]
    assert labels == ["the war", "the vote", "new"]


def test_a_name_given_by_hand_stays() -> None:
    earlier = tables({2: VOTE}, {2: "the vote"})
    assert number_topics([VOTE], ["v"], ["Elections"], earlier) == ([2], ["Elections"])


@pytest.fixture
def report_of(tmp_path: Path) -> Any:
    """Write the three tables of a report."""

    def write(corpus: Any, topics: Any) -> TopicTables:
        card = topic_card(corpus, topics, topic_stability(topics))
        earlier = read_earlier_topics(tmp_path)
        numbers = topic_numbers(topics, earlier)
        found = TopicTables(topic_terms(topics).drop(columns="label"), card, article_topics(corpus, topics), numbers)
        page = tmp_path / PAGE
        page.mkdir(exist_ok=True)
        for name, table in zip(("topic_terms", "topic_card", "article_topics", "topic_numbers"),
                               (found.terms, found.card, found.articles, numbers), strict=True):  # fmt: skip
            write_csv(table, page / f"{name}.csv")
        return found

    return write


def test_ten_more_articles_change_no_number(make_corpus: Any, report_of: Any, tmp_path: Path) -> None:
    few = planted_articles({"war": 20, "vote": 26, "flood": 24, "cup": 22, "bank": 28, "virus": 21})
    # With ten more, the smallest theme becomes the largest: a report of its own would number it 1.
    more = [*few, *planted_articles({"war": 10}, seed=9)]
    corpus = make_corpus(few)
    first = fit_topics(corpus, 6)
    before = report_of(corpus, first)
    grown = make_corpus(more)
    alone = fit_topics(grown, 6)
    then = fit_topics(grown, 6, earlier=read_earlier_topics(tmp_path))
    (war,) = set(first.topic[(corpus.articles["label"] == "war").to_numpy()].tolist())
    is_war = (grown.articles["label"] == "war").to_numpy()
    assert war == 6
    assert set(alone.topic[is_war]) == {1}
    assert set(then.topic[is_war]) == {6}
    assert then.labels == first.labels
    changes = topic_changes(report_of(grown, then), before)
    assert changes["change"].tolist() == ["kept"] * 6
    assert changes["topic"].tolist() == changes["earlier_topic"].tolist() == [1, 2, 3, 4, 5, 6]
    row = changes.iloc[5]
    assert (row["earlier_share"], row["share"]) == (
        pytest.approx(20 / 141, abs=1e-5),
        pytest.approx(30 / 151, abs=1e-5),
    )
    assert "14% → 20% of the articles" in row["sentence"]


def test_the_same_articles_are_unchanged(make_corpus: Any, report_of: Any, tmp_path: Path) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    before = report_of(corpus, fit_topics(corpus, 6))
    again = report_of(corpus, fit_topics(corpus, 6, earlier=read_earlier_topics(tmp_path)))
    sentences = topic_changes(again, before)["sentence"]
    assert sentences.str.endswith("”: unchanged.").all()


def test_no_earlier_report_is_none(tmp_path: Path) -> None:
    assert read_earlier_topics(None) is None
    assert read_earlier_topics(tmp_path) is None
    assert topic_changes(tables({1: WAR}, {1: "w"}), None).empty


def test_dropped_and_gone_topics_keep_their_numbers(make_corpus: Any, report_of: Any, tmp_path: Path) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    whole = fit_topics(corpus, 6)
    report_of(corpus, fit_topics(corpus, 6, drop_topics=[3, 6]))
    again = fit_topics(corpus, 6, drop_topics=[3, 6], earlier=read_earlier_topics(tmp_path))
    assert again.numbers == [1, 2, 4, 5]
    assert (again.topic == np.where(np.isin(whole.topic, [3, 6]), 0, whole.topic)).all()
    # Without the articles of topic 6 there are five topics; with them again, a report later, it is 6 again.
    (lost,) = set(corpus.articles["label"][whole.topic == 6])
    fewer = make_corpus([a for a in planted_articles(dict.fromkeys(THEMES, 20)) if a["label"] != lost])
    report_of(fewer, fit_topics(fewer, 5, earlier=read_earlier_topics(tmp_path)))
    numbers = pd.read_csv(tmp_path / PAGE / "topic_numbers.csv", keep_default_na=False)
    assert numbers["state"].tolist() == ["shown"] * 5 + ["gone"]
    back = fit_topics(corpus, 6, earlier=read_earlier_topics(tmp_path))
    assert back.topic.tolist() == whole.topic.tolist()


def test_a_new_topic_takes_no_old_label() -> None:
    earlier = tables({2: VOTE}, {2: "the vote"})
    assert number_topics([VOTE, CUP], ["v", "the vote"], ["", ""], earlier) == ([2, 3], ["the vote", "the vote (3)"])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("topic_card", "topic,label,share\nx,a,.5\n", "something else than numbers of topics"),
        ("topic_card", "topic,label,share\n-1,a,.5\n", "something else than numbers of topics"),
        ("topic_card", "topic,label,share\n1,a,.5\n1,b,.5\n", "a topic stands there twice"),
        ("topic_card", "topic,label,share\n1,a,abc\n", "'share' holds something else than numbers"),
        ("article_topics", "article_id,topic,share\na,,.5\n", "something else than numbers of topics"),
    ],
)
def test_impossible_numbers_are_said(
    make_corpus: Any, report_of: Any, tmp_path: Path, name: str, text: str, said: str
) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    report_of(corpus, fit_topics(corpus, 6))
    (tmp_path / PAGE / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        read_earlier_topics(tmp_path)


def test_a_damaged_table_is_said(make_corpus: Any, report_of: Any, tmp_path: Path) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    report_of(corpus, fit_topics(corpus, 6))
    (tmp_path / PAGE / "topic_terms.csv").write_text("topic,rank\n1,1\n", encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"cannot be read: topic_modeling/topic_terms\.csv: there is no column 'term'"
    ):
        read_earlier_topics(tmp_path)
