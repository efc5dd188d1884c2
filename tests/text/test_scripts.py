"""Words of other alphabets: combining marks, Arabic, Hebrew, Indic scripts, scripts without blanks, emoji, Turkish."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analysis.text import tokens


def test_words_of_many_alphabets() -> None:
    for text, words in [
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
    ]:
        assert tokens(text) == words


def test_arabic_vowel_signs_and_stretching_make_no_other_word() -> None:
    # In a corpus of Arabic news one word in 80 has a vowel sign, and nearly all of these stand there without it too.
    assert tokens("مُحَمَّدٌ") == tokens("محمّد") == tokens("محـــمد") == ["محمد"]
    assert tokens("ذهـــب") == tokens("ذهب") == ["ذهب"]
    assert tokens("قال: «نعم»، ثم ذهب؟") == ["قال", "نعم", "ثم", "ذهب"]


def test_the_hamza_is_a_letter_and_stays() -> None:
    assert tokens("أحمد") == tokens("ا\u0654حمد") == ["أحمد"]
    assert tokens("احمد") == ["احمد"]


def test_presentation_forms_are_the_letters_they_show() -> None:
    for shaped, plain in [
        # U+FEE3 U+FEA4 U+FEE4 U+FEAA: initial, medial, medial and final form, as old systems print them.
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
        ("\ufefb", "لا"),
        ("\ufdf2", "الله"),
        ("\ufb2a\ufb35", "שו"),
    ]:
        assert tokens(shaped) == [plain]


def test_hebrew_points_are_left_out_and_abbreviations_and_compounds_are_one_word() -> None:
    assert tokens("שָׁלוֹם") == ["שלום"]
    assert tokens('צה״ל, לארה"ב "הארץ"') == ['צה"ל', 'לארה"ב', "הארץ"]
    assert tokens("צה״ל") == tokens("צה”ל") == tokens('"צה"ל"') == ['צה"ל']
    assert tokens("ז׳בוטינסקי") == tokens("ז'בוטינסקי") == ["ז'בוטינסקי"]
    assert tokens("בית־ספר") == tokens("בית-ספר") == ["בית-ספר"]


def test_what_looks_the_same_is_the_same() -> None:
    for text, words in [
        ("ＡＢＣ Ｎｅｗｓ １２３", ["abc", "news"]),
        ("the ＵＳ　and ｉｓ", ["the", "US", "and", "is"]),
        ("ﬁnance eﬀect oﬃce", ["finance", "effect", "office"]),
        ("the \U0001d401\U0001d428\U0001d425\U0001d41d", ["the", "bold"]),
        ("µm", ["μm"]),
        ("ｶﾞｽ", ["ガス"]),
        ("Apple™ Dove® 12℃ № ℹ️ ㈱", ["apple", "dove"]),
    ]:
        assert tokens(text) == words


def test_marks_of_direction_and_variants_split_no_word() -> None:
    for sign in ["\u061c", "\u202a", "\u202e", "\u2067", "\u2069", "\ufe0f", "\u034f", "\U000e0100"]:
        assert tokens(f"par{sign}is") == ["paris"]
        assert tokens(f"新{sign}闻社") == ["新闻", "闻社"]
        assert tokens(f"e{sign}\u0301tat") == ["état"]


def test_every_white_space_parts_words() -> None:
    for end in ["\u2028", "\u2029", "\u0085", "\u000b", "\u00a0", "\u202f", "\u3000"]:
        assert tokens(f"one{end}two") == ["one", "two"]


def test_scripts_without_blanks_become_overlapping_pairs() -> None:
    for text, words in [
        ("新闻分析", ["新闻", "闻分", "分析"]),
        ("他说:“好”。", ["他说", "好"]),
        ("東京で会う", ["東京", "京で", "で会", "会う"]),
        ("ニュース", ["ニュ", "ュー", "ース"]),
        ("ジョン・スミス", ["ジョ", "ョン", "スミ", "ミス"]),
        # Marks stay on their letters: three characters, for a reader.
        ("ข่าว", ["ข่า", "าว"]),
        ("မြန်မာ", ["မြန်", "န်မာ"]),
        ("ខ្មែរ", ["ខ្មែរ"]),
        ("ສະບາຍ", ["ສະ", "ະບ", "ບາ", "າຍ"]),
        ("人", ["人"]),
        ("IS在city的US-led", ["IS", "在", "city", "的", "US-led"]),
    ]:
        assert tokens(text) == words


def test_digits_of_other_scripts_are_no_words() -> None:
    for text in ["๒๕๖๗", "໒໐", "၂၀၂၄", "២០២៤", "〇", "٢٠٢٤", "२०२४", "２０２４"]:
        assert tokens(text) == []


def test_digits_end_a_run_of_thai() -> None:
    assert tokens("ปี๒๕๖๗นี้") == ["ปี", "นี้"]


def test_emoji_are_no_words() -> None:
    for text, words in [
        ("👩‍👩‍👧 ok", ["ok"]),
        ("👍🏽", []),
        ("fine👍🏽then", ["fine", "then"]),
        ("🇺🇸 vote ❤️", ["vote"]),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", []),
        ("1️⃣ 🅰️ Ⓜ️ ㊗️ 🈚 🆗", []),
    ]:
        assert tokens(text) == words


def test_the_dotted_capital_i_of_turkish_is_an_i() -> None:
    for form in ["İstanbul", "I\u0307stanbul", "İSTANBUL", "x İSTANBUL", "i\u0307stanbul", "istanbul"]:
        # Its small form in Python is two characters, i and a dot above (Unicode SpecialCasing.txt).
        assert tokens(form)[-1:] == ["istanbul"]


def test_the_dotless_i_and_the_sharp_s_are_letters_of_their_own() -> None:
    assert tokens("ılık Iğdır") == ["ılık", "iğdır"]
    assert tokens("Straße GROẞ x") == ["straße", "groß", "x"]


def test_a_sign_of_the_decomposed_form_is_the_composed_one() -> None:
    assert tokens("Å angstrom") == tokens("A\u030a angstrom") == tokens("\u212b angstrom") == ["å", "angstrom"]


LETTERS = st.text(
    st.sampled_from("aA\u0301iİI\u0307ßلاأ\u0654\u064b\u0651\ufefbש\u05c1\ufb2a新\u200dข่ำกㄱ한\u1112ﬁ™'\"-. ")
)


@given(LETTERS | st.text())
def test_composed_and_decomposed_words_are_the_same_in_every_script(text: str) -> None:
    small = f"x {text}"
    assert tokens(unicodedata.normalize("NFD", small)) == tokens(unicodedata.normalize("NFC", small))


@given(LETTERS)
def test_words_are_composed_and_hold_nothing_unseen(text: str) -> None:
    for word in tokens(text):
        assert unicodedata.is_normalized("NFC", word)
        assert not any(unicodedata.category(c) in ("Cf", "So") for c in word)
