"""The topic card: verdicts of topics made to deserve them, and shares that add to one."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import BACKGROUND, SIZES, SOURCES, THEMES, fit, planted_articles, theme_of

from analysis.tables.findings import Finding
from analysis.topics import (
    representative_articles,
    shares_by_period,
    shares_by_source,
    topic_card,
    topic_differences,
    topic_findings,
    topic_words,
)

ARTICLES = planted_articles(SIZES, sources=SOURCES)


@pytest.fixture
def war_card(make_corpus: Any) -> Any:
    """Give a function that makes the card of the topic on war."""

    def make(articles: list[dict[str, str]]) -> Any:
        corpus = make_corpus(articles)
        topics = fit(corpus, 6, method="mixture")
        card = topic_card(corpus, topics)
        return card[[theme_of(label) == "war" for label in card["label"]]].iloc[0]

    return make


def of_beacon(articles: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**a, "source": "Beacon"} if a["label"] == "war" else a for a in articles]


def test_a_steady_topic_of_many_sources_is_stable(rich: Any) -> None:
    row = rich.card[[theme_of(label) == "vote" for label in rich.card["label"]]].iloc[0]
    assert row["verdict"] == "stable"
    assert row["share"] == pytest.approx(20 / 125, abs=0.01)
    assert row["share_low"] < row["share"] < row["share_high"]
    assert (row["independent_texts"], row["duplicate_share"], row["house_style"]) == (20, 0.0, "")
    assert row["effective_sources"] == pytest.approx(3, abs=0.05)
    assert row["stability"] > 0.9
    assert row["coherence_held_out"] > 0


def test_one_story_copied_says_so(war_card: Any) -> None:
    row = war_card([*ARTICLES, *[ARTICLES[0]] * 13])
    assert row["verdict"] == "one story copied 14 times"
    assert row["duplicate_share"] == pytest.approx(13 / 33, abs=1e-5)
    assert row["independent_texts"] == 20


def test_the_style_of_one_house_says_so(war_card: Any) -> None:
    row = war_card(of_beacon(ARTICLES))
    assert (row["verdict"], row["house_style"]) == ("almost only in Beacon", "Beacon")
    assert row["effective_sources"] == 1.0


def test_a_topic_of_one_label_is_no_style_of_a_house(make_corpus: Any) -> None:
    corpus = make_corpus(ARTICLES, compare="label")
    card = topic_card(corpus, fit(corpus, 6, method="mixture"))
    row = card[[theme_of(label) == "war" for label in card["label"]]].iloc[0]
    assert (row["verdict"], row["house_style"]) == ("stable", "")
    assert row["effective_sources"] == 1.0


def test_a_few_texts_are_no_style_of_a_house(war_card: Any) -> None:
    few = planted_articles({**SIZES, "war": 8}, sources=SOURCES)
    row = war_card(of_beacon(few))
    assert (row["verdict"], row["house_style"]) == ("few texts", "Beacon")


def test_a_story_told_three_times_is_not_the_topic(war_card: Any) -> None:
    # 13 articles, three of them copies of one: over a fifth, but five articles or fewer.
    few = planted_articles({**SIZES, "war": 11}, sources=SOURCES)
    row = war_card([*few, *[few[0]] * 2])
    assert row["duplicate_share"] == pytest.approx(2 / 13, abs=1e-5)
    assert row["verdict"] == "stable"


def test_a_remainder_of_small_stories_is_mixed(make_corpus: Any) -> None:
    # Seven topics of 25 texts, and 30 stories of 5 texts each with words of their own, fitted as seven topics: the
    # stories are in one, or with one of the seven.
    generator = np.random.default_rng(0)
    texts = []
    for subject in [*np.repeat(np.arange(7), 25), *np.repeat(np.arange(7, 37), 5)]:
        words = [f"subject{subject}x{i}" for i in range(12)]
        texts.append(" ".join(generator.permutation([*generator.choice(words, 20), *generator.choice(BACKGROUND, 40)])))
    corpus = make_corpus([{"text": text, "source": SOURCES[i % 3]} for i, text in enumerate(texts)])
    topics = fit(corpus, 7)
    card = topic_card(corpus, topics)
    card = card[card["level"] == "theme"]
    mixed = card[card["share"] > 0.3]
    assert mixed["verdict"].tolist() == ["mixed"] * len(mixed) != []
    assert (mixed["loose_share"] > 0.4).all()
    assert (mixed["trust"] > 3).all()
    told = " ".join(finding.sentence for finding in findings_of(corpus, topics, card))
    assert mixed["label"].iloc[0] not in told


def test_an_article_is_thin_when_few_of_its_words_are_the_topics(make_corpus: Any) -> None:
    # The same war in 20 articles; five of them add 2,000 other words to about 20 of the topic: 1 of 100.
    articles = planted_articles(SIZES)
    filler = " ".join(BACKGROUND * 14)
    war = [i for i, article in enumerate(articles) if article["label"] == "war"]
    for i in war[:5]:
        articles[i] = {**articles[i], "text": f"{articles[i]['text']} {filler}"}
    corpus = make_corpus(articles)
    topics = fit(corpus, 6)
    card = topic_card(corpus, topics)
    thin = {theme_of(row["label"]): row["thin_share"] for row in card.to_dict("records")}
    assert thin.pop("war") == pytest.approx(5 / 20)
    assert set(thin.values()) == {0.0}
    # All are as reliable: the one with thin articles is trusted least.
    assert (card["stability"] == card["stability"].iloc[0]).all()
    assert theme_of(card.loc[card["trust"] == 6, "label"].iloc[0]) == "war"


def test_both_levels_are_on_the_card_each_theme_before_its_subjects(two_levels: Any) -> None:
    corpus, topics, card = two_levels
    assert card["topic"].tolist() == sorted(card["topic"], key=lambda number: [int(part) for part in number.split(".")])
    assert card["level"].tolist() == ["subject" if "." in number else "theme" for number in card["topic"]]
    assert card["parent"].tolist() == [number.rpartition(".")[0] for number in card["topic"]]
    assert set(card["level"]) == {"theme", "subject"}
    # No theme is smaller than its subjects together, and one level has one order of trust.
    share = card.set_index("topic")["share"]
    within = share[card.loc[card["parent"] != "", "topic"]].groupby(lambda number: number.split(".")[0]).sum()
    assert (within <= share[within.index] + 1e-6).all()
    for _, rows in card.groupby("level"):
        assert sorted(rows["trust"]) == list(range(1, len(rows) + 1))
    stability = dict(zip(topics.subjects.numbers, topics.subjects.stability, strict=True))
    assert card.set_index("topic").loc[list(stability), "stability"].tolist() == pytest.approx(list(stability.values()))
    words = topic_words(topics, card, representative_articles(corpus, topics))
    assert words["topic"].tolist() == card["topic"].tolist()
    assert words["words"].str.split().str.len().between(1, 10).all()
    # Themes with subjects are shown by these.
    assert words.loc[words["article"] == "", "topic"].tolist() == [n for n in card["topic"] if n in set(card["parent"])]


def test_nothing_and_everything_have_limits(make_corpus: Any) -> None:
    # The Beacon writes on war alone, the Standard on all else: none of 20 texts, and all of them.
    articles = [{**a, "source": "Beacon" if a["label"] == "war" else "Standard"} for a in planted_articles(SIZES)]
    corpus = make_corpus(articles)
    topics = fit(corpus, 6, method="mixture")
    table = shares_by_source(corpus, topics).set_index(["label", "source"])
    war = next(label for label in topics.themes.labels if theme_of(label) == "war")
    limit = 1 - 0.025 ** (1 / 20)
    for label in topics.themes.labels:
        ends = table.loc[(label, "Beacon"), ["share_low", "share_high"]].tolist()
        assert ends == pytest.approx([1 - limit, 1] if label == war else [0, limit], abs=1e-6)


def test_shares_of_every_source_and_period(rich: Any) -> None:
    by_source, by_period = shares_by_source(rich.corpus, rich.topics), shares_by_period(rich.corpus, rich.topics)
    assert by_source["articles"].sum() == by_period["articles"].sum() == 125
    # 21 or 20 texts a month are few, but quarters would be two.
    assert by_period["period"].tolist() == [f"2024-{month:02}" for month in range(1, 7)] * 6
    assert by_source["source"].tolist() == rich.corpus.source_names * 6


def test_one_source_without_dates_has_no_shares_to_compare(plain: Any) -> None:
    assert shares_by_source(plain.corpus, plain.topics).empty
    assert shares_by_period(plain.corpus, plain.topics).empty


def test_representative_articles_are_of_different_texts_and_of_the_topic(rich: Any) -> None:
    table = representative_articles(rich.corpus, rich.topics)
    assert table.groupby("topic").size().tolist() == [3] * 6
    groups = rich.corpus.articles.set_index("article_id")["group"]
    assert groups[table["article_id"]].is_unique
    for row in table.itertuples():
        assert len(set(row.sentence.split()) & set(THEMES[theme_of(row.label)].split())) >= 5


def test_a_divided_theme_is_shown_by_its_subjects(two_levels: Any) -> None:
    corpus, topics, card = two_levels
    table = representative_articles(corpus, topics, 1)
    assert table["topic"].tolist() == [number for number in card["topic"] if number not in set(card["parent"])]
    place = pd.Index(corpus.articles["article_id"]).get_indexer(pd.Index(table["article_id"]))
    assert topics.subjects.topic[place].tolist() == table["topic"].tolist()


def test_findings_say_who_has_more_of_a_topic_than_the_others_together(make_corpus: Any) -> None:
    # Of 40 articles of the Beacon 30 are on war, of 20 each of two others 2, in the same two months.
    parts = (
        ("Beacon", "war", 30),
        ("Beacon", "cup", 10),
        *((s, t, n) for s in "CD" for t, n in (("war", 2), ("cup", 18))),
    )
    month = cycle(["2024-03-05", "2024-04-05"])
    corpus = make_corpus(
        [
            {**article, "source": source, "date": next(month)}
            for place, (source, theme, n) in enumerate(parts)
            for article in planted_articles({theme: n}, seed=place)
        ]
    )
    topics = fit(corpus, 2)
    card = topic_card(corpus, topics).assign(verdict="stable")
    first, *more = findings_of(corpus, topics, card)
    # C and D both write more on the cup, which is told once.
    assert [(finding.source in "CD", "the others in 47%" in finding.sentence) for finding in more] == [(True, True)]
    war = next(label for label in card["label"] if theme_of(label) == "war")
    assert first.sentence == f"Beacon writes about “{war}” in 75% of its articles; the others in 10%."
    assert (first.source, first.tier, first.anchor) == ("Beacon", "clear", "topic_sources")
    assert first.picture.labels == ("Beacon", "C", "D")
    assert first.picture.values == pytest.approx((0.75, 0.1, 0.1))
    assert first.picture.marked == (True, False, False)


def test_no_tier_where_the_shares_themselves_do_not_show_the_difference(make_corpus: Any) -> None:
    # In March the Beacon writes 10 of 10 articles on war and the Standard 30 of 60, in April 12 of 60 and 0 of 10:
    # 50 and 20 points more at the same time, and yet 22 of 70 beside 30 of 70.
    parts = (
        ("Beacon", "03", 10, 0),
        ("Standard", "03", 30, 30),
        ("Beacon", "04", 12, 48),
        ("Standard", "04", 0, 10),
    )
    corpus = make_corpus(
        [
            {**article, "source": source, "date": f"2024-{month}-05"}
            for place, (source, month, war, cup) in enumerate(parts)
            for article in planted_articles({"war": war, "cup": cup}, seed=place)
        ]
    )
    topics = fit(corpus, 2)
    table = shares_by_source(corpus, topics)
    row = table[(table["label"].map(theme_of) == "war") & (table["source"] == "Beacon")].iloc[0]
    assert (row["share"], row["share_others"]) == pytest.approx((22 / 70, 30 / 70), abs=1e-5)
    assert row["difference_low"] > 0.05
    assert set(table["tier"]) == {""}
    card = topic_card(corpus, topics).assign(verdict="stable")
    assert not any(finding.source for finding in findings_of(corpus, topics, card))


def test_findings_of_undated_sources_claim_no_common_time(make_corpus: Any) -> None:
    # The Anchor and the Beacon are dated, the Courier and the Dispatch are not; A and C are more often about war.
    war = {"Anchor": 30, "Beacon": 5, "Courier": 35, "Dispatch": 5}
    corpus = make_corpus(
        [
            {**article, "source": source, "date": f"2024-0{3 + i % 2}-05" if source < "C" else ""}
            for place, (source, n) in enumerate(war.items())
            for i, article in enumerate(planted_articles({"war": n, "cup": 40 - n}, seed=place))
        ]
    )
    topics = fit(corpus, 2)
    table = shares_by_source(corpus, topics)
    assert dict(zip(table["source"], table["compared"], strict=True)) == {
        "Anchor": "than Beacon at the same time",
        "Beacon": "than Anchor at the same time",
        "Courier": "",
        "Dispatch": "",
    }
    row = table[(table["label"].map(theme_of) == "war") & (table["source"] == "Courier")].iloc[0]
    # 35 of 40 beside 40 of 120, not beside the 5 of 40 of the other undated one.
    assert row["difference"] == pytest.approx(35 / 40 - 40 / 120, abs=1e-5)
    found = findings_of(corpus, topics, topic_card(corpus, topics).assign(verdict="stable"))
    (of_courier,) = [finding for finding in found if finding.source == "Courier"]
    assert "at the same time" not in of_courier.detail


def test_other_sources_are_nobody(make_corpus: Any) -> None:
    # Twelve sources with five articles each, all on war, are joined; the Beacon writes on the cup.
    articles = [
        *({**a, "source": f"Small {i % 12}"} for i, a in enumerate(planted_articles({"war": 60}))),
        *({**a, "source": "Beacon"} for a in planted_articles({"cup": 60}, seed=1)),
    ]
    corpus = make_corpus(articles, min_articles=10)
    topics = fit(corpus, 2)
    by_source = shares_by_source(corpus, topics)
    assert set(by_source.loc[by_source["source"] == "other sources", "tier"]) == {""}
    found = findings_of(corpus, topics, topic_card(corpus, topics).assign(verdict="stable"))
    assert [finding.source for finding in found] == ["Beacon"]
    assert found[0].sentence.endswith(" in 100% of its articles; the others do not.")


def test_findings_say_which_topics_come_and_go(make_corpus: Any) -> None:
    # War until April 2024, then the cup; of one outlet.
    articles = planted_articles({"war": 60, "cup": 60}, sources=("Beacon",))
    days = {"war": ["2024-02-05", "2024-03-05"], "cup": ["2024-04-05", "2024-05-05"]}
    corpus = make_corpus([{**a, "date": days[a["label"]][i % 2]} for i, a in enumerate(articles)])
    topics = fit(corpus, 2)
    card = topic_card(corpus, topics).assign(verdict="stable")
    found = findings_of(corpus, topics, card)
    war, cup = (next(label for label in card["label"] if theme_of(label) == theme) for theme in ("war", "cup"))
    # Of two themes, one comes as the other goes: that is one finding.
    assert [finding.sentence for finding in found] == [
        f"100% of the 60 texts before 1 April 2024 were about “{war}”, none of the 60 since."
        if card["label"].iloc[0] == war
        else f"None of the 60 texts before 1 April 2024 were about “{cup}”, 100% of the 60 since."
    ]
    assert found[0].picture.form == "line"
    assert found[0].picture.labels == ("2024-W06", "2024-W10", "2024-W14", "2024-W18")
    assert found[0].picture.marked == (False, False, True, True)
    # A clear change of a mixed topic is told too, and said to be of one; not of topics that are worth less.
    mixed = findings_of(corpus, topics, card.assign(verdict="mixed"))
    assert [one.sentence for one in mixed] == [one.sentence for one in found]
    assert all(one.detail.endswith(" · mixed topic") for one in mixed)
    one_mixed = card.assign(verdict=["mixed" if label == war else "stable" for label in card["label"]])
    assert [cup in one.sentence for one in findings_of(corpus, topics, one_mixed)] == [True]
    assert not findings_of(corpus, topics, card.assign(verdict="unstable"))
    # With less than a quarter of the texts on one side no change is reported.
    few = topic_differences(corpus, topics).assign(texts_first=19, texts_second=60)
    found = topic_findings(card, shares_by_source(corpus, topics), shares_by_period(corpus, topics), few)
    assert [finding.kind for finding in found] == ["corpus"]


def test_of_two_themes_of_two_sources_one_is_reported(make_corpus: Any) -> None:
    articles = [
        *planted_articles({"war": 40, "cup": 10}, sources=("Beacon",)),
        *planted_articles({"war": 10, "cup": 40}, sources=("Courier",), seed=1),
    ]
    corpus = make_corpus(articles)
    topics = fit(corpus, 2)
    card = topic_card(corpus, topics).assign(verdict="stable")
    assert len(findings_of(corpus, topics, card)) == 1
    # Of three, the others' share says more.
    by_source = shares_by_source(corpus, topics)
    third = by_source.assign(source=by_source["source"].replace("Courier", "Gull"), tier="", difference_low=np.nan)
    halves = topic_differences(corpus, topics)
    found = topic_findings(card, pd.concat([by_source, third]), shares_by_period(corpus, topics), halves)
    assert {finding.source for finding in found} == {"Beacon", "Courier"}


def test_findings_without_sources_and_dates_are_the_largest_reliable_themes(plain: Any) -> None:
    verdicts = ["stable", "mixed", "moderate", "mixed", "mixed", "mixed"]
    (found,) = findings_of(plain.corpus, plain.topics, plain.card.assign(verdict=verdicts))
    one, _, three, *_ = plain.card["label"]
    assert found.sentence == f"The largest reliable themes are “{one}” (17%) and “{three}” (17%)."
    assert (found.picture.labels, found.picture.marked) == ((one, three), (True, True))
    assert np.isnan(found.strength)  # not for the index page
    (only,) = findings_of(plain.corpus, plain.topics, plain.card.assign(verdict=["stable", *["mixed"] * 5]))
    assert only.sentence == f"The only reliable theme is “{one}” (17%)."
    assert not findings_of(plain.corpus, plain.topics, plain.card.assign(verdict="mixed"))


def findings_of(corpus: Any, topics: Any, card: pd.DataFrame) -> list[Finding]:
    by_source, by_period = shares_by_source(corpus, topics), shares_by_period(corpus, topics)
    return topic_findings(card, by_source, by_period, topic_differences(corpus, topics))
