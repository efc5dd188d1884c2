"""Words of other alphabets: combining marks, Arabic, Indic scripts, scripts without blanks, emoji, Turkish."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.text import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cafe\u0301 au lait", ["café", "au", "lait"]),
        ("Việt Nam", ["việt", "nam"]),
        ("Ελλάδα, Россия!", ["ελλάδα", "россия"]),
        # Hindi: vowel signs and the virama are marks inside a word.
        ("हिन्दी में मुंबई", ["हिन्दी", "में", "मुंबई"]),
        # Zero-width joiners shape a letter of Sinhala and Hindi and are part of Persian words.
        ("ශ්\u200dරී ලංකා", ["ශ්රී", "ලංකා"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("שלום, עולם", ["שלום", "עולם"]),
        ("한국 뉴스", ["한국", "뉴스"]),
    ],
)
def test_words_of_many_alphabets(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_arabic_vowel_signs_stay_in_the_word_and_stretching_does_not() -> None:
    (word,) = tokens("مُحَمَّدٌ")
    assert unicodedata.normalize("NFC", "مُحَمَّدٌ") == word
    assert tokens("ذهـــب") == tokens("ذهب") == ["ذهب"]
    assert tokens("قال: «نعم»، ثم ذهب؟") == ["قال", "نعم", "ثم", "ذهب"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新闻分析", ["新闻", "闻分", "分析"]),
        ("他说:“好”。", ["他说", "好"]),
        ("東京で会う", ["東京", "京で", "で会", "会う"]),
        ("ニュース", ["ニュ", "ュー", "ース"]),
        ("ジョン・スミス", ["ジョ", "ョン", "スミ", "ミス"]),
        ("ข่าว", ["ข่", "่า", "าว"]),
        ("ສະບາຍ", ["ສະ", "ະບ", "ບາ", "າຍ"]),
        ("人", ["人"]),
        ("IS在city的US-led", ["IS", "在", "city", "的", "US-led"]),
    ],
)
def test_scripts_without_blanks_become_overlapping_pairs(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize("text", ["๒๕๖๗", "໒໐", "၂၀၂၄", "២០២៤", "〇", "٢٠٢٤", "२०२४", "２０２４"])
def test_digits_of_other_scripts_are_no_words(text: str) -> None:
    assert tokens(text) == []


def test_digits_end_a_run_of_thai() -> None:
    assert tokens("ปี๒๕๖๗นี้") == ["ปี", "นี", "ี้"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("👩‍👩‍👧 ok", ["ok"]), ("👍🏽", []), ("fine👍🏽then", ["fine", "then"]), ("🇺🇸 vote ❤️", ["vote"])],
)
def test_emoji_are_no_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_the_dotted_capital_i_of_turkish_stays_in_its_word() -> None:
    # Its small form is two characters, i and a dot above (Unicode SpecialCasing.txt).
    assert tokens("İstanbul'da IŞIK var") == ["i\u0307stanbul'da", "işik", "var"]
    assert tokens("İSTANBUL") == tokens("x İstanbul")[1:]


def test_a_sign_of_the_decomposed_form_is_the_composed_one() -> None:
    assert tokens("Å angstrom") == tokens("A\u030a angstrom") == tokens("\u212b angstrom") == ["å", "angstrom"]
