"""What became of each topic: matched by words, counted by hand, put in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.diff import compare_reports
from analysis.report.csv_files import write_csv
from analysis.topics import ReportedTopics, topic_changes

A, B, C, D = (tuple(f"{letter}{i}" for i in range(10)) for letter in "abcd")


Topic = tuple[tuple[str, ...], str, float]


def tables(topics: dict[str, Topic], articles: str, subjects: str = "", band: float = 0.02) -> ReportedTopics:
    """Make the tables of a report: number -> words, label, share.

    ``articles`` holds a digit for the theme of each article, 0 for none, and ``subjects`` the digit behind the point.
    """
    rows = [(n, rank, term, 1.0) for n, (words, _, _) in topics.items() for rank, term in enumerate(words, 1)]
    card = [(n, label, share, share - band, share + band) for n, (_, label, share) in topics.items()]
    main = [
        (f"x{i:03}", "" if theme == "0" else theme, "" if part == "0" else f"{theme}.{part}")
        for i, (theme, part) in enumerate(zip(articles, subjects or "0" * len(articles), strict=True))
    ]
    return ReportedTopics(
        pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"]),
        pd.DataFrame(card, columns=["topic", "label", "share", "share_low", "share_high"]),
        pd.DataFrame(main, columns=["article_id", "topic", "subject"]).assign(share=0.9),
    )


def changes(now: ReportedTopics, earlier: ReportedTopics) -> list[tuple[str, str, str, str]]:
    table = topic_changes(now, earlier)
    return list(table[["change", "topic", "earlier_topic", "sentence"]].itertuples(index=False, name=None))


EARLIER = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.3), "3": (C, "c", 0.2)}, "1111122233")


def test_nothing_changed() -> None:
    assert [(change, sentence) for change, _, _, sentence in changes(EARLIER, EARLIER)] == [
        ("kept", "Topic 1 “a”: unchanged."),
        ("kept", "Topic 2 “b”: unchanged."),
        ("kept", "Topic 3 “c”: unchanged."),
    ]


def test_a_share_and_words_moved() -> None:
    now = tables({"1": ((*A[:9], "drone"), "a", 0.6), "2": (B, "b", 0.3), "3": (C, "c", 0.2)}, "1111122233")
    assert changes(now, EARLIER)[0] == (
        "kept", "1", "1",
        "Topic 1 “a”: 50% → 60% of the articles (95% interval now 58% to 62%, earlier 48% to 52%); + drone; − a9.",
    )  # fmt: skip


def test_a_topic_with_another_number_and_label() -> None:
    now = tables({"1": (B, "b", 0.3), "2": (A, "A!", 0.5), "3": (C, "c", 0.2)}, "2222211133")
    assert [row[3] for row in changes(now, EARLIER)] == [
        "Topic 1 “b”: was topic 2.",
        "Topic 2 “A!”: was topic 1; was called “a”.",
        "Topic 3 “c”: unchanged.",
    ]


def test_a_topic_is_new_and_another_gone() -> None:
    now = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.3), "4": (D, "d", 0.065)}, "1111122200")
    rows = changes(now, EARLIER)
    assert rows[2] == ("new", "4", "", "Topic 4 “d” is new: 6.5% of the articles (4.5% to 8.5%).")
    assert rows[3] == ("gone", "", "3", "Topic 3 “c” is gone: it had 20% of the articles (18% to 22%).")


def test_a_topic_merged_into_another() -> None:
    # Of the seven articles of topic 2, five are in topic 1 now, one in topic 3, one in none.
    earlier = tables({"1": (A, "a", 0.3), "2": (B, "b", 0.4), "3": (C, "c", 0.3)}, "1112222222333")
    now = tables({"1": (A, "a", 0.3), "3": (C, "c", 0.3)}, "1111111130333")
    assert changes(now, earlier)[2] == (
        "merged",
        "1",
        "2",
        "Topic 2 “b” merged into topic 1 “a”, with 5 of its 6 articles.",
    )


def test_a_topic_split_off_another() -> None:
    # Of the eight articles of the unmatched topic 4, six were in topic 1, two in topic 3.
    earlier = tables({"1": (A, "a", 0.7), "3": (C, "c", 0.3)}, "1111111111333")
    now = tables({"1": (A, "a", 0.3), "3": (C, "c", 0.3), "4": (D, "d", 0.4)}, "1111444444443"[:13])
    assert changes(now, earlier)[2] == (
        "split", "4", "1",
        "Topic 4 “d” was part of earlier topic 1 “a”: 6 of its 8 articles in both reports come from there.",
    )  # fmt: skip


def test_four_articles_are_too_few_for_a_merger() -> None:
    earlier = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.5)}, "111112222")
    now = tables({"1": (A, "a", 0.5)}, "111111111")
    assert changes(now, earlier)[1][0] == "gone"


def test_sentences_are_clear_when_numbers_do_not_agree() -> None:
    # What was topic 2 is 1 now; what is 2 now came out of it with five of nine articles. All six of topic 3 went to it.
    earlier = tables({"1": (A, "a", 0.2), "2": (B, "b", 0.5), "3": (C, "c", 0.3)}, "1111" + "222222222" + "333333")
    now = tables({"1": (B, "b", 0.5), "2": (D, "d", 0.3), "4": (A, "a", 0.2)}, "4444" + "222221111" + "111111")
    assert changes(now, earlier) == [
        ("kept", "1", "2", "Topic 1 “b”: was topic 2."),
        (
            "split", "2", "2",
            "Topic 2 “d” was part of earlier topic 2 “b”, now topic 1: 5 of its 5 articles in both reports come "
            "from there.",
        ),
        ("kept", "4", "1", "Topic 4 “a”: was topic 1."),
        ("merged", "1", "3", "Topic 3 “c” merged into topic 1 “b”, with 6 of its 6 articles."),
    ]  # fmt: skip


def test_an_earlier_topic_whose_number_another_has_now_is_called_earlier() -> None:
    earlier = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.5)}, "11111222222")
    now = tables({"1": (B, "b", 1.0)}, "11111111111")
    assert changes(now, earlier)[1] == (
        "merged", "1", "1", "Earlier topic 1 “a” merged into topic 1 “b”, with 5 of its 5 articles.",
    )  # fmt: skip


def test_half_of_the_articles_in_a_topic_that_lives_is_a_split() -> None:
    # Of ten articles five were in topic 1, which is gone, five in topic 2, which is not.
    earlier = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.5)}, "11111" + "22222" + "2")
    now = tables({"2": (B, "b", 0.1), "3": (D, "d", 0.9)}, "33333" + "33333" + "2")
    assert [row[:3] for row in changes(now, earlier)] == [("kept", "2", "2"), ("split", "3", "2"), ("merged", "3", "1")]


def test_a_topic_that_is_split_into_others_is_not_called_gone() -> None:
    earlier = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.5)}, "1111111111" + "22")
    now = tables({"2": (B, "b", 0.1), "3": (C, "c", 0.5), "4": (D, "d", 0.4)}, "3333344444" + "22")
    assert changes(now, earlier)[1:] == [
        (
            "split", "3", "1", "Topic 3 “c” was part of earlier topic 1 “a”, which is gone: 5 of its 5 articles in "
            "both reports come from there.",
        ),
        (
            "split", "4", "1", "Topic 4 “d” was part of earlier topic 1 “a”, which is gone: 5 of its 5 articles in "
            "both reports come from there.",
        ),
        ("gone", "", "1", "Topic 1 “a” is split into topics 3 and 4."),
    ]  # fmt: skip


def test_a_dropped_topic_is_not_called_gone() -> None:
    numbers = pd.DataFrame({"topic": ["1", "2", "3"], "label": ["a", "b", "c"], "state": ["shown", "shown", "dropped"],
                            "words": ["", "", " ".join(C)]})  # fmt: skip
    now = tables({"1": (A, "a", 0.5), "2": (B, "b", 0.3)}, "1111122200")
    now = ReportedTopics(now.terms, now.card, now.articles, numbers)
    assert changes(now, EARLIER)[2] == ("dropped", "", "3", "Topic 3 “c” is not shown (drop_topics).")


def test_less_than_half_is_no_split_and_no_merger() -> None:
    # Of the eleven articles of topic 2 five are in topic 1 now, three each in topics 3 and 4.
    earlier = tables(
        {"1": (A, "a", 0.5), "2": (B, "b", 0.5), "3": (C, "c", 0.1), "4": (D, "d", 0.1)}, "22222222222" + "1"
    )
    now = tables({"1": (A, "a", 0.5), "3": (C, "c", 0.1), "4": (D, "d", 0.1)}, "11111333444" + "1")
    assert changes(now, earlier)[3][:3] == ("gone", "", "2")


def test_shares_are_never_rounded_to_nothing_and_never_nan() -> None:
    nothing = tables({}, "0")
    tiny, nearly = tables({"1": (A, "a", 0.0002)}, "1"), tables({"1": (A, "a", 0.9997)}, "1")
    unknown = tables({"1": (A, "a", float("nan"))}, "1")
    assert changes(tiny, nothing)[0][3].startswith("Topic 1 “a” is new: under 0.1% of the articles")
    assert changes(nearly, nothing)[0][3].startswith("Topic 1 “a” is new: over 99.9% of the articles")
    assert changes(unknown, nothing)[0][3] == "Topic 1 “a” is new: an unknown share of the articles."
    assert changes(unknown, unknown)[0][3] == "Topic 1 “a”: unchanged."


def test_shares_that_read_alike_are_as_before() -> None:
    earlier, now = (tables({"1": (A, "a", share)}, "1") for share in (0.1215, 0.1234))
    assert changes(now, earlier)[0][3].startswith(
        "Topic 1 “a”: 12% of the articles as before (95% interval now 10% to 14%"
    )
    # The last bits of a sum are no change.
    assert (
        changes(tables({"1": (A, "a", 0.1 + 0.2)}, "1"), tables({"1": (A, "a", 0.3)}, "1"))[0][3]
        == "Topic 1 “a”: unchanged."
    )


def test_a_topic_without_words_or_without_a_card_has_its_row() -> None:
    now = tables({"1": (A, "a", 0.5), "2": ((), "b", 0.3), "3": (C, "c", 0.2)}, "123")
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


E, F = (tuple(f"{letter}{i}" for i in range(10)) for letter in "ef")
DIVIDED: dict[str, Topic] = {
    "1": (A, "a", 0.6), "1.1": (B, "b", 0.3), "1.2": (C, "c", 0.3), "2": (D, "d", 0.4), "2.1": (E, "e", 0.2),
}  # fmt: skip
MAIN, PARTS = "111111111111" + "22222222", "111111222222" + "11111100"


def test_subjects_are_matched_within_their_themes_first() -> None:
    # Theme 1 is 3 now. Its subject 1.1 has six words that 2.1 has too, in theme 2.
    words = {**DIVIDED, "2.1": ((*B[:6], *E[:4]), "e", 0.2)}
    earlier = tables(words, MAIN, PARTS)
    renamed = {"1": "3", "1.1": "3.2", "1.2": "3.1", "2": "2", "2.1": "2.1"}
    now = {renamed[number]: topic for number, topic in words.items()}
    found = changes(tables(now, MAIN.replace("1", "3"), PARTS.translate(str.maketrans("12", "21"))), earlier)
    assert [row[3] for row in found] == [
        "Topic 2 “d”: unchanged.",
        "Topic 2.1 “e”: unchanged.",
        "Topic 3 “a”: was topic 1.",
        "Topic 3.1 “c”: was topic 1.2.",
        "Topic 3.2 “b”: was topic 1.1.",
    ]


def test_a_subject_that_is_in_another_theme_now_is_the_same() -> None:
    earlier = tables(DIVIDED, MAIN, PARTS)
    now = {number: topic for number, topic in DIVIDED.items() if number != "1.2"} | {"2.2": DIVIDED["1.2"]}
    found = changes(tables(now, "111111222222" + "22222222", "111111222222" + "11111100"), earlier)
    assert found[-1] == ("kept", "2.2", "1.2", "Topic 2.2 “c”: was topic 1.2.")


def test_a_subject_merged_into_another_and_one_that_is_of_its_theme_alone_now() -> None:
    earlier = tables(DIVIDED, MAIN, PARTS)
    now = tables({n: DIVIDED[n] for n in ("1", "1.1", "2")}, MAIN, "111111111111" + "00000000")
    assert changes(now, earlier)[3:] == [
        ("merged", "1.1", "1.2", "Topic 1.2 “c” merged into topic 1.1 “b”, with 6 of its 6 articles."),
        (
            "merged", "2", "2.1",
            "Topic 2.1 “e” is not a topic of its own any more: 6 of its 6 articles are in topic 2 “d”.",
        ),
    ]  # fmt: skip


def test_a_theme_that_is_a_subject_of_another_now() -> None:
    earlier = tables({**DIVIDED, "3": (F, "f", 0.2)}, MAIN + "333333", PARTS + "000000")
    now = tables({**DIVIDED, "2.2": (F, "f", 0.2)}, MAIN + "222222", PARTS + "222222")
    assert changes(now, earlier)[5:] == [
        (
            "split", "2.2", "3", "Topic 2.2 “f” was part of earlier topic 3 “f”, which is gone: 6 of its 6 articles in "
            "both reports come from there.",
        ),
        ("merged", "2", "3", "Topic 3 “f” merged into topic 2 “d”, with 6 of its 6 articles."),
    ]  # fmt: skip


def test_a_subject_found_in_a_theme_that_was_not_divided_is_new() -> None:
    undivided = tables({n: DIVIDED[n] for n in ("1", "2")}, MAIN)
    assert changes(tables(DIVIDED, MAIN, PARTS), undivided)[1:3] == [
        ("new", "1.1", "", "Topic 1.1 “b” is new: 30% of the articles (28% to 32%)."),
        ("new", "1.2", "", "Topic 1.2 “c” is new: 30% of the articles (28% to 32%)."),
    ]


def test_the_subjects_of_a_theme_that_is_dropped_are_dropped() -> None:
    numbers = pd.DataFrame({"topic": ["1", "2", "2.1"], "label": "", "state": ["shown", "dropped", "dropped"],
                            "words": ""})  # fmt: skip
    now = tables({n: DIVIDED[n] for n in ("1", "1.1", "1.2")}, MAIN.replace("2", "0"), PARTS[:12] + "00000000")
    now = ReportedTopics(now.terms, now.card, now.articles, numbers)
    assert [row[0] for row in changes(now, tables(DIVIDED, MAIN, PARTS))[3:]] == ["dropped", "dropped"]


def test_finished_reports_say_the_same(tmp_path: Path) -> None:
    now = tables({"1": (A, "a", 0.6), "2": (C, "c", 0.2), "3": (D, "d", 0.1)}, "1111111233")
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
