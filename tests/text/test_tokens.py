"""Text to words: the Latin alphabet, protected names, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import PROTECTED_NAMES, count_tokens, split_chunk, tokens

ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


def test_the_verb_and_the_name_are_told_apart() -> None:
    # The known answer of statistics.md, section Base.
    assert tokens("IS fighters, US-led, UN and WHO; it is what it is") == [
        "IS", "fighters", "US-led", "UN", "and", "WHO", "it", "is", "what", "it", "is",
    ]  # fmt: skip


def test_words_by_hand() -> None:
    for text, words in [
        ("The Shi'ite al-Shaabi, US-backed", ["the", "shi'ite", "al-shaabi", "US-backed"]),
        ("don't rock'n'roll 'tis o'clock", ["don't", "rock'n'roll", "tis", "o'clock"]),
        ('the workers\' (union) "said": no!', ["the", "workers", "union", "said", "no"]),
        ("IS's men, the US' men and WHO?", ["IS's", "men", "the", "US", "men", "and", "WHO"]),
        ("who is us? it un", ["who", "is", "us", "it", "un"]),
        ("Isis Uni Whole", ["isis", "uni", "whole"]),
        ("an _IS_ -x- end--of city—and", ["an", "IS", "x", "end", "of", "city", "and"]),
        ("", []),
        (" \n\t ", []),
    ]:
        assert tokens(text) == words


def test_every_typeface_has_the_same_apostrophe() -> None:
    for apostrophe in "'’‘ʼ＇`´‛":
        # Else a house style's ’ turns "it’s" into its outlet's most distinctive word: it does on the sample.
        assert tokens(f"Now it{apostrophe}s here") == ["now", "it's", "here"]


def test_every_typeface_has_the_same_hyphen() -> None:
    for hyphen in "-‐‑﹣－":
        assert tokens(f"Now US{hyphen}led") == ["now", "US-led"]


def test_a_dash_is_no_hyphen() -> None:
    for dash in "–—―":
        assert tokens(f"pays{dash}all") == ["pays", "all"]


def test_what_cannot_be_seen_splits_no_word() -> None:
    for invisible in ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"]:
        assert tokens(f"par{invisible}liament") == ["parliament"]


def test_dotted_capitals_are_one_word() -> None:
    for text, words in [
        ("the U.S. army", ["the", "US", "army"]),
        ("the U.S.-backed U.N. envoy", ["the", "US-backed", "UN", "envoy"]),
        ("the U.S.'s own", ["the", "US's", "own"]),
        ("an F.B.I. man", ["an", "fbi", "man"]),
        ("e.g. this", ["e", "g", "this"]),
    ]:
        assert tokens(text) == words


def test_a_word_begins_with_a_letter() -> None:
    for text, words in [
        ("4,200 men in 2014", ["men", "in"]),
        ("4x4 3rd 2nd-hand", ["hand"]),
        ("an F-16 of covid-19", ["an", "f-16", "of", "covid-19"]),
        ("G20 B2B", ["g20", "b2b"]),
        ("a 27-year-old, 15-19-year-olds and 1.5-metre gaps", ["a", "and", "gaps"]),
        (
            "F-16-jets, covid-19-cases and the 9-Euro-Ticket of 1990's",
            ["f-16-jets", "covid-19-cases", "and", "the", "euro-ticket", "of"],
        ),
        ("x² ½ ²x CO₂", ["x2", "co2"]),
        ("££ $5 %", []),
    ]:
        assert tokens(text) == words


def test_a_hashtag_or_handle_is_one_word() -> None:
    for text, words in [
        ("#Brexit, (#fake_news) and “#MeToo”", ["#brexit", "#fake_news", "and", "#metoo"]),
        (".@BBC_News: hi @Ane-led #Brexit's", ["@bbc_news", "hi", "@ane-led", "#brexit's"]),
        ("＠ane says #10Dorsk #IS #été", ["@ane", "says", "#10dorsk", "#is", "#été"]),
        ("#1 # @ C# ##x a@quay.test R&#39;", ["c", "x", "a", "quay", "test", "r"]),
        ("#one#two #Brexit/#Remain", ["#one", "two", "#brexit", "#remain"]),
    ]:
        assert tokens(text) == words


def test_a_headline_in_capitals_protects_nothing() -> None:
    assert tokens("WHO IS TO BLAME FOR IT?") == ["who", "is", "to", "blame", "for", "it"]
    assert tokens("WHO is to blame") == ["WHO", "is", "to", "blame"]


def test_protected_names_are_those_that_would_be_stop_words() -> None:
    assert {"IS", "IT", "UN", "US", "WHO"} == PROTECTED_NAMES


@given(st.text())
def test_a_text_is_the_words_of_its_pieces(text: str) -> None:
    pieces = (text.lower() if text.isupper() else text).split()
    assert tokens(text) == [word for piece in pieces for word in split_chunk(piece)]


@given(st.text(), st.text())
def test_words_never_reach_over_white_space(left: str, right: str) -> None:
    # A small letter on both sides, so that neither is a headline in capitals.
    assert tokens(f"x {left} {right}") == tokens(f"x {left}") + tokens(f"x {right}")[1:]


@given(st.text())
def test_a_word_is_small_but_for_protected_names_and_has_no_blank(text: str) -> None:
    for word in tokens(text):
        assert word
        assert not any(c.isspace() or (c == "_" and word[0] not in "#@") for c in word)
        parts = word.replace("'", "-").split("-")
        assert all(part in PROTECTED_NAMES or part == part.lower() for part in parts)


@given(ASCII)
def test_the_short_way_for_plain_pieces_gives_the_same_words(piece: str) -> None:
    # An invisible character sends the piece the long way round.
    assert split_chunk(piece) == split_chunk(f"{piece}\u200b")


@pytest.mark.parametrize("language", ["", "fr", "tr", "de"])
def test_as_many_words_are_counted_as_are_cut(language: str) -> None:
    texts = ["L'État, c'est moi: 3 rois.", "", "THE U.S. ARMY’S MEN", "a\u2003b\u00a0c  d", "新聞社 news#tag @quay"]
    assert count_tokens(texts, language).tolist() == [len(tokens(text, language)) for text in texts]
