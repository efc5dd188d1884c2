"""Topics that keep number and label from one report to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from planted import THEMES, planted_articles

from analysis.errors import SettingsError
from analysis.report.csv_file import write_csv
from analysis.topics import (
    TopicTables,
    article_topics,
    fit_topics,
    read_earlier_topics,
    topic_card,
    topic_changes,
    topic_stability,
    topic_terms,
)
from analysis.topics.identity import PAGE, number_topics

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
        found = TopicTables(topic_terms(topics).drop(columns="label"), card, article_topics(corpus, topics))
        page = tmp_path / PAGE
        page.mkdir(exist_ok=True)
        for name, table in zip(("topic_terms", "topic_card", "article_topics"),
                               (found.terms, found.card, found.articles), strict=True):  # fmt: skip
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
    then = fit_topics(grown, 6, earlier=read_earlier_topics(str(tmp_path)))
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
    again = report_of(corpus, fit_topics(corpus, 6, earlier=read_earlier_topics(str(tmp_path))))
    sentences = topic_changes(again, before)["sentence"]
    assert sentences.str.endswith("”: unchanged.").all()


def test_no_earlier_report_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANALYSIS_PREVIOUS", raising=False)
    assert read_earlier_topics("") is None
    assert read_earlier_topics(str(tmp_path)) is None
    assert topic_changes(tables({1: WAR}, {1: "w"}), None).empty


def test_a_damaged_table_is_said(make_corpus: Any, report_of: Any, tmp_path: Path) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    report_of(corpus, fit_topics(corpus, 6))
    (tmp_path / PAGE / "topic_terms.csv").write_text("topic,rank\n1,1\n", encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"cannot be read: topic_modeling/topic_terms\.csv: there is no column 'term'"
    ):
        read_earlier_topics(str(tmp_path))
