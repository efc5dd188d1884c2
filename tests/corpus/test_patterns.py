"""Lines that differ in numbers, dates or names are one pattern, and no pattern is wider than its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.patterns import (
    closing,
    count_words,
    hash_texts,
    is_headline,
    is_label,
    opening,
    pattern,
    plain,
    runs,
)


def test_numbers_and_dates_are_one_sign() -> None:
    for text, expected in [
        ("933 words", "# words"),
        ("10 April 2014", "#"),
        ("Monday, April 7, 2014", "#"),
        ("Sept. 3", "#"),
        ("At 5 p.m. on 3 May", "at # p.m. on #"),
        ("© 2014 Tern Ltd", "© # tern ltd"),
        ("Document TERN000020140410ea4a0001x", "document #"),
        ("1 Scotland", "# scotland"),
        ("They may march on Sunday", "they may march on sunday"),
        ("  The  TERN\n daily ", "the tern daily"),
        ("5 marches", "# marches"),
        ("Image 3 of 12", "image #"),
        ("1:28", "#"),
        ("Subscribe from £4.99 a month.", "subscribe from # a month"),
        ("Publicado el lunes 5 de marzo de 2018", "publicado el #"),
        ("Montag, 5. März 2018, 10:30 Uhr", "# uhr"),
        ("Jan 5, 2018 at 10:30 am", "# am"),
        ("of 5 and more of them", "of # and more of them"),
        ("٣ words", "# words"),
        ("", ""),
    ]:
        assert pattern(text) == expected


def test_typefaces_make_no_difference() -> None:
    assert plain("L’ÉTAT  dit « non »") == plain('l\'état dit " non "')
    assert pattern("’90s") == pattern("'80s")


def test_a_number_does_not_swallow_words_that_no_blank_separates() -> None:
    # Three headlines of one page and a date: four patterns.
    lines = ["市长宣布2018年预算", "港口3月关闭", "5人受伤", "2018年3月5日"]
    assert [pattern(line) for line in lines] == ["市长宣布#预算", "港口#关闭", "#人受伤", "#"]
    assert pattern("ตลาดเปิด10โมง") == "ตลาดเปิด#โมง"


@given(st.text())
def test_what_has_no_number_is_only_lower_cased(text: str) -> None:
    some = "".join(c for c in text if not c.isdigit())
    assert pattern(some) == plain(some)


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hash_texts(["a", "b", ""]).tolist() == [-4496393130729816112, -5758684491630436641, 1760245841805064774]
    assert hash_texts([]).tolist() == []


def test_words_are_counted_also_without_blanks() -> None:
    for text, words in [("one two three", 3), ("新" * 32, 16), ("x" * 31, 1), ("x" * 90, 3), ("a", 1), ("", 1)]:
        assert count_words(text) == words


def test_labels_are_short_and_no_sentences() -> None:
    for line, expected in [
        ("News", True),
        ("1 Scotland", True),
        ("By Ane Brod in Dorsk today", True),
        ("By Ane Brod in Dorsk this day", False),
        ("相关新闻", True),
        ("市长宣布港口将于下周一关闭", True),
        ("市长宣布港口将于下周一关闭以便维修", False),
        ("They left.", False),
        ("They left.”", False),
        ("Why?", False),
        ("They said:", False),
        ("14%", False),
        ("# #", False),
        ("", False),
    ]:
        assert is_label(line) is expected


def test_headlines_have_no_full_stop_or_capitals_throughout() -> None:
    for line, expected in [
        ("Five Things to Know About the Port", True),
        ("mayor resigns over port", True),
        ("The Gull Takes a Closer Look At The Mayor.", True),
        ("The mayor takes a closer look at the gull.", False),
        ("They left.", False),
        (" ".join(["word"] * 25), False),
        ("12:30", False),
    ]:
        assert is_headline(line) is expected


def test_openings_need_a_mark_and_a_headline() -> None:
    for line, expected in [
        ("Read more: Mayor resigns", "read more: …"),
        ("RELATED : Mayor resigns", "related: …"),
        ("News | The diary", "news| …"),
        ("延伸阅读：市长辞职", "延伸阅读： …"),
        ("Day 3: Mayor resigns", "day #: …"),
        ("» LIRE AUSSI - Qui sont les maires de Dorsk?", "' lire aussi- …"),
        ("WATCH LIVE – Mayor: I resign", "watch live– …"),
        ("Mayor: I will not resign.", ""),
        ("A mayor-elect resigns", ""),
        ("10:30", ""),
        ("Read more:", ""),
        ("What the mayor said on Monday morning: nothing", ""),
        ("Mayor resigns", ""),
    ]:
        assert opening(line) == expected


def test_what_closes_a_line_has_three_words_behind_a_mark() -> None:
    for line, expected in [
        ("«Port fermé»: où vont les navires? - Regarder sur Gull Live", "… regarder sur gull live"),
        ("Mayor resigns | More on Dorsk", "… more on dorsk"),
        ("Mayor resigns - the port - is shut now", "… is shut now"),
        ("Mayor resigns - Gull Live", ""),
        ("Mayor resigns - he told the Gull on Monday night", ""),
        ("Mayor resigns - he left today.", ""),
        ("Watch on Gull Live", ""),
    ]:
        assert closing(line) == expected


def test_runs_are_of_three_words() -> None:
    assert runs("Texts cost 35p plus charges") == ["texts cost #", "cost # plus", "# plus charges"]
    assert runs("three words only") == []
