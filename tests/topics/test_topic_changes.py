"""What became of each topic: matched by words, counted by hand, put in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.diff import compare_reports
from analysis.report.csv_files import write_csv
from analysis.topics import ReportedTopics, topic_changes

A, B, C, D = (tuple(f"{letter}{i}" for i in range(10)) for letter in "abcd")


def tables(topics: dict[int, tuple[tuple[str, ...], str, float]], articles: str, band: float = 0.02) -> ReportedTopics:
    """Make the tables of a report: number -> words, label, share; ``articles`` one digit an article."""
    rows = [(n, rank, term, 1.0) for n, (words, _, _) in topics.items() for rank, term in enumerate(words, 1)]
    card = [(n, label, share, share - band, share + band) for n, (_, label, share) in topics.items()]
    main = [(f"x{i:03}", int(digit), 0.9 if digit != "0" else 0.0) for i, digit in enumerate(articles)]
    return ReportedTopics(
        pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"]),
        pd.DataFrame(card, columns=["topic", "label", "share", "share_low", "share_high"]),
        pd.DataFrame(main, columns=["article_id", "topic", "share"]),
    )


def changes(now: ReportedTopics, earlier: ReportedTopics) -> list[tuple[str, int, int, str]]:
    table = topic_changes(now, earlier)
    return list(table[["change", "topic", "earlier_topic", "sentence"]].itertuples(index=False, name=None))


EARLIER = tables({1: (A, "a", 0.5), 2: (B, "b", 0.3), 3: (C, "c", 0.2)}, "1111122233")


def test_nothing_changed() -> None:
    assert [(change, sentence) for change, _, _, sentence in changes(EARLIER, EARLIER)] == [
        ("kept", "Topic 1 “a”: unchanged."),
        ("kept", "Topic 2 “b”: unchanged."),
        ("kept", "Topic 3 “c”: unchanged."),
    ]


def test_a_share_and_words_moved() -> None:
    now = tables({1: ((*A[:9], "drone"), "a", 0.6), 2: (B, "b", 0.3), 3: (C, "c", 0.2)}, "1111122233")
    assert changes(now, EARLIER)[0] == (
        "kept", 1, 1,
        "Topic 1 “a”: 50% → 60% of the articles (95% interval now 58% to 62%, earlier 48% to 52%); + drone; − a9.",
    )  # fmt: skip


def test_a_topic_with_another_number_and_label() -> None:
    now = tables({1: (B, "b", 0.3), 2: (A, "A!", 0.5), 3: (C, "c", 0.2)}, "2222211133")
    assert [row[3] for row in changes(now, EARLIER)] == [
        "Topic 1 “b”: was topic 2.",
        "Topic 2 “A!”: was topic 1; was called “a”.",
        "Topic 3 “c”: unchanged.",
    ]


def test_a_topic_is_new_and_another_gone() -> None:
    now = tables({1: (A, "a", 0.5), 2: (B, "b", 0.3), 4: (D, "d", 0.065)}, "1111122200")
    rows = changes(now, EARLIER)
    assert rows[2] == ("new", 4, 0, "Topic 4 “d” is new: 6.5% of the articles (4.5% to 8.5%).")
    assert rows[3] == ("gone", 0, 3, "Topic 3 “c” is gone: it had 20% of the articles (18% to 22%).")


def test_a_topic_merged_into_another() -> None:
    # Of the seven articles of topic 2, five are in topic 1 now, one in topic 3, one in none.
    earlier = tables({1: (A, "a", 0.3), 2: (B, "b", 0.4), 3: (C, "c", 0.3)}, "1112222222333")
    now = tables({1: (A, "a", 0.3), 3: (C, "c", 0.3)}, "1111111130333")
    assert changes(now, earlier)[2] == (
        "merged",
        1,
        2,
        "Topic 2 “b” merged into topic 1 “a”, with 5 of its 6 articles.",
    )


def test_a_topic_split_off_another() -> None:
    # Of the eight articles of the unmatched topic 4, six were in topic 1, two in topic 3.
    earlier = tables({1: (A, "a", 0.7), 3: (C, "c", 0.3)}, "1111111111333")
    now = tables({1: (A, "a", 0.3), 3: (C, "c", 0.3), 4: (D, "d", 0.4)}, "1111444444443"[:13])
    assert changes(now, earlier)[2] == (
        "split", 4, 1,
        "Topic 4 “d” was part of earlier topic 1 “a”: 6 of its 8 articles in both reports come from there.",
    )  # fmt: skip


def test_four_articles_are_too_few_for_a_merger() -> None:
    earlier = tables({1: (A, "a", 0.5), 2: (B, "b", 0.5)}, "111112222")
    now = tables({1: (A, "a", 0.5)}, "111111111")
    assert changes(now, earlier)[1][0] == "gone"


def test_sentences_are_clear_when_numbers_do_not_agree() -> None:
    # What was topic 2 is 1 now; what is 2 now came out of it with five of nine articles. All six of topic 3 went to it.
    earlier = tables({1: (A, "a", 0.2), 2: (B, "b", 0.5), 3: (C, "c", 0.3)}, "1111" + "222222222" + "333333")
    now = tables({1: (B, "b", 0.5), 2: (D, "d", 0.3), 4: (A, "a", 0.2)}, "4444" + "222221111" + "111111")
    assert changes(now, earlier) == [
        ("kept", 1, 2, "Topic 1 “b”: was topic 2."),
        (
            "split", 2, 2,
            "Topic 2 “d” was part of earlier topic 2 “b”, now topic 1: 5 of its 5 articles in both reports come "
            "from there.",
        ),
        ("kept", 4, 1, "Topic 4 “a”: was topic 1."),
        ("merged", 1, 3, "Topic 3 “c” merged into topic 1 “b”, with 6 of its 6 articles."),
    ]  # fmt: skip


def test_an_earlier_topic_whose_number_another_has_now_is_called_earlier() -> None:
    earlier = tables({1: (A, "a", 0.5), 2: (B, "b", 0.5)}, "11111222222")
    now = tables({1: (B, "b", 1.0)}, "11111111111")
    assert changes(now, earlier)[1] == (
        "merged", 1, 1, "Earlier topic 1 “a” merged into topic 1 “b”, with 5 of its 5 articles.",
    )  # fmt: skip


def test_half_of_the_articles_in_a_topic_that_lives_is_a_split() -> None:
    # Of ten articles five were in topic 1, which is gone, five in topic 2, which is not.
    earlier = tables({1: (A, "a", 0.5), 2: (B, "b", 0.5)}, "11111" + "22222" + "2")
    now = tables({2: (B, "b", 0.1), 3: (D, "d", 0.9)}, "33333" + "33333" + "2")
    assert [row[:3] for row in changes(now, earlier)] == [("kept", 2, 2), ("split", 3, 2), ("merged", 3, 1)]


def test_a_topic_that_is_split_into_others_is_not_called_gone() -> None:
    earlier = tables({1: (A, "a", 0.5), 2: (B, "b", 0.5)}, "1111111111" + "22")
    now = tables({2: (B, "b", 0.1), 3: (C, "c", 0.5), 4: (D, "d", 0.4)}, "3333344444" + "22")
    assert changes(now, earlier)[1:] == [
        (
            "split", 3, 1, "Topic 3 “c” was part of earlier topic 1 “a”, which is gone: 5 of its 5 articles in "
            "both reports come from there.",
        ),
        (
            "split", 4, 1, "Topic 4 “d” was part of earlier topic 1 “a”, which is gone: 5 of its 5 articles in "
            "both reports come from there.",
        ),
        ("gone", 0, 1, "Topic 1 “a” is split into topics 3 and 4."),
    ]  # fmt: skip


def test_a_dropped_topic_is_not_called_gone() -> None:
    numbers = pd.DataFrame({"topic": [1, 2, 3], "label": ["a", "b", "c"], "state": ["shown", "shown", "dropped"],
                            "words": ["", "", " ".join(C)]})  # fmt: skip
    now = tables({1: (A, "a", 0.5), 2: (B, "b", 0.3)}, "1111122200")
    now = ReportedTopics(now.terms, now.card, now.articles, numbers)
    assert changes(now, EARLIER)[2] == ("dropped", 0, 3, "Topic 3 “c” is not shown (drop_topics).")


def test_less_than_half_is_no_split_and_no_merger() -> None:
    # Of the eleven articles of topic 2 five are in topic 1 now, three each in topics 3 and 4.
    earlier = tables({1: (A, "a", 0.5), 2: (B, "b", 0.5), 3: (C, "c", 0.1), 4: (D, "d", 0.1)}, "22222222222" + "1")
    now = tables({1: (A, "a", 0.5), 3: (C, "c", 0.1), 4: (D, "d", 0.1)}, "11111333444" + "1")
    assert changes(now, earlier)[3][:3] == ("gone", 0, 2)


def test_shares_are_never_rounded_to_nothing_and_never_nan() -> None:
    nothing = tables({}, "0")
    tiny, nearly = tables({1: (A, "a", 0.0002)}, "1"), tables({1: (A, "a", 0.9997)}, "1")
    unknown = tables({1: (A, "a", float("nan"))}, "1")
    assert changes(tiny, nothing)[0][3].startswith("Topic 1 “a” is new: under 0.1% of the articles")
    assert changes(nearly, nothing)[0][3].startswith("Topic 1 “a” is new: over 99.9% of the articles")
    assert changes(unknown, nothing)[0][3] == "Topic 1 “a” is new: an unknown share of the articles."
    assert changes(unknown, unknown)[0][3] == "Topic 1 “a”: unchanged."


def test_shares_that_read_alike_are_as_before() -> None:
    earlier, now = (tables({1: (A, "a", share)}, "1") for share in (0.1215, 0.1234))
    assert changes(now, earlier)[0][3].startswith(
        "Topic 1 “a”: 12% of the articles as before (95% interval now 10% to 14%"
    )
    # The last bits of a sum are no change.
    assert (
        changes(tables({1: (A, "a", 0.1 + 0.2)}, "1"), tables({1: (A, "a", 0.3)}, "1"))[0][3]
        == "Topic 1 “a”: unchanged."
    )


def test_a_topic_without_words_or_without_a_card_has_its_row() -> None:
    now = tables({1: (A, "a", 0.5), 2: ((), "b", 0.3), 3: (C, "c", 0.2)}, "123")
    now = ReportedTopics(now.terms, now.card[:2], now.articles)
    assert [row[3] for row in changes(now, tables({}, "000"))] == [
        "Topic 1 “a” is new: 50% of the articles (48% to 52%).",
        "Topic 2 “b” is new: 30% of the articles (28% to 32%).",
        "Topic 3 “” is new: an unknown share of the articles.",
    ]


def test_no_topics_on_either_side() -> None:
    nothing = tables({}, "000")
    assert changes(nothing, nothing) == []
    assert [row[0] for row in changes(EARLIER, nothing)] == ["new"] * 3
    assert [row[0] for row in changes(nothing, EARLIER)] == ["gone"] * 3


def test_finished_reports_say_the_same(tmp_path: Path) -> None:
    now = tables({1: (A, "a", 0.6), 2: (C, "c", 0.2), 3: (D, "d", 0.1)}, "1111111233")
    for name, report in (("old", EARLIER), ("new", now)):
        page = tmp_path / name / "topic_modeling"
        page.mkdir(parents=True)
        for table, rows in zip(("topic_terms", "topic_card", "article_topics"),
                               (report.terms, report.card, report.articles), strict=True):  # fmt: skip
            write_csv(rows, page / f"{table}.csv")
    assert compare_reports(tmp_path / "old", tmp_path / "new") == [
        "topic_modeling: topics: Topic 1 “a”: 50% → 60% of the articles "
        "(95% interval now 58% to 62%, earlier 48% to 52%).",
        "topic_modeling: topics: Topic 2 “c”: was topic 3.",
        "topic_modeling: topics: Topic 3 “d” is new: 10% of the articles (8.0% to 12%).",
        "topic_modeling: topics: Earlier topic 2 “b” is gone: it had 30% of the articles (28% to 32%).",
        # Two went from b to a, one from b to c; of those in c before, two are in d: five.
        "topic_modeling: topics: 5 of the 10 articles in both reports have another main topic, or none now.",
    ]
    assert compare_reports(tmp_path / "old", tmp_path / "old") == []
