"""Stop lists: which words say nothing, by language."""

from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.text import PROTECTED_NAMES, is_content, is_reporting, languages, stop_words, stopwords, tokens


def test_english_keeps_what_news_are_about() -> None:
    for word in ["bill", "fire", "front", "mine", "system", "computer", "interest", "state"]:
        assert is_content(word, "en")


def test_english_stops_what_says_nothing() -> None:
    for word in ["the", "is", "it", "us", "who", "it's", "don't", "hasn't", "a", "x"]:
        assert not is_content(word, "en")


def test_protected_names_are_content_where_their_small_forms_are_stopped() -> None:
    for name in PROTECTED_NAMES - {"UN"}:
        assert is_content(name, "en")
        assert not is_content(name.lower(), "en")
    assert not is_content("un", "fr")


def test_other_languages_have_their_own() -> None:
    for language, word in [("es", "que"), ("fr", "les"), ("de", "und"), ("ar", "في"), ("hi", "में"), ("ru", "что")]:
        assert language in languages()
        assert not is_content(word, language)


def test_nouns_of_the_news_are_content_in_other_languages_too() -> None:
    for language, word in [("fr", "état"), ("es", "acuerdo"), ("it", "città"), ("pt", "povo"), ("de", "menschen")]:
        assert is_content(word, language)


def test_lists_are_of_small_words_without_blanks() -> None:
    for language in ("en", "es", "ar"):
        words = stop_words(language)
        assert len(words) > 100
        assert all(word == word.strip().lower() and word for word in words)


def test_every_entry_can_be_met_in_a_text() -> None:
    for language in languages():
        # "z.B.", "αλλ’" or a vowel sign would never match a word of ours.
        words = stop_words(language)
        assert len(words) > 20, language
        assert {word for word in words if tokens(f"x {word}", language)[1:] != [word]} == set(), language


def test_english_keeps_possessives_and_compounds_of_stop_words_that_name_something() -> None:
    assert is_content("may's", "en")
    assert is_content("take-over", "en")
    assert is_content("f-16", "en")


def test_stop_words_joined_to_one_word_say_nothing() -> None:
    french = tokens("C’est qu'il n’a plus d'une aujourd’hui lui-même a-t-il est-ce l'on")
    others = [("it", "dell'una"), ("it", "c'è"), ("ca", "d'un"), ("ca", "l'hi")]
    for language, word in [*(("fr", word) for word in french), *others]:
        assert not is_content(word, language)


def test_one_word_that_says_something_is_enough() -> None:
    for language, word in [("fr", "l'europe"), ("fr", "g-7"), ("it", "l'italia"), ("fr", "porte-voix")]:
        assert is_content(word, language)


def test_arabic_is_stopped_with_and_without_hamza_and_vowel_signs() -> None:
    for word in ["أنه", "انه", "ثمّ", "ثُمَّ", "في", "فى", "أمس", "امس", "وأضاف", "واضاف"]:
        # The list has "انه" and "ثُمَّ"; newspapers write أنه, and mostly ثم.
        (form,) = tokens(word)
        assert not is_content(form, "ar")


def test_a_name_that_differs_by_a_letter_only_stays() -> None:
    # علي is Ali, على is "on".
    assert is_content("علي", "ar")
    assert not is_content("على", "ar")


def test_persian_is_stopped_on_an_arabic_keyboard_too() -> None:
    assert [is_content(word, "fa") for word in tokens("این اين یک يك می‌رسد ایران")] == [False] * 5 + [True]


def test_grammar_of_scripts_without_blanks_says_nothing() -> None:
    for language, text, content in [
        ("zh", "我们为什么会", []),
        ("zh", "国家的人民", ["国家", "人民"]),
        # A character of each is a particle.
        ("zh", "目的了解", ["目的", "了解"]),
        # The list is in simplified characters.
        ("zh", "因為我們說過", []),
        ("zh", "因為經濟發展", ["經濟", "發展"]),
        ("ja", "東京で会う", ["東京", "会う"]),
        ("ja", "これについてはそのように", []),
        ("ja", "ニュースといじめ", ["ニュース", "いじめ"]),
        ("th", "และ ของ", []),
    ]:
        assert [word for word in tokens(text, language) if is_content(word, language)] == content


def test_scripts_without_blanks_say_nothing_in_other_languages() -> None:
    # "窶冱" is what "’s" becomes when it is decoded as Japanese.
    assert [is_content("窶冱", language) for language in ("en", "es", "ar", "ja", "zh", "ko", "")] == [False] * 3 + [
        True
    ] * 4
    assert all(is_content(word, "en") for word in ("café", "москва", "naïve"))


def test_elided_articles_and_pronouns_say_nothing() -> None:
    for language, text in [("fr", "L’ qu' jusqu’ lorsqu'"), ("it", "dell' quest' un’ anch'"), ("ca", "d' l’ s'")]:
        assert not any(is_content(word, language) for word in tokens(text, language))


def test_arabic_stop_words_with_what_is_joined_to_them_say_nothing() -> None:
    # and in, that, which, so it, and will be, and all, for this, as it was, and on
    for word in tokens("وفي بأن والتي فإنه وسيكون وبكل لهذا كما وعلى والذين للذين", "ar"):
        assert not is_content(word, "ar"), word
    # minister, country, understanding, peace, seas, Saint, child, meat, war: the letters of particles, but none
    for word in tokens("وزير بلد فهم سلام بحار سانت ولد لحم حرب", "ar"):
        assert is_content(word, "ar"), word


def test_the_english_list_is_the_public_one_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    assert stopwords._english_list() == ENGLISH_STOP_WORDS


def test_languages_are_sorted_codes() -> None:
    assert languages() == sorted(set(languages()))
    assert all(len(code) == 2 and code.islower() for code in languages())


@pytest.mark.parametrize("language", ["xx", "", "EN", "english", "../en"])
def test_an_unknown_language_is_refused_with_those_that_are_known(language: str) -> None:
    with pytest.raises(SettingsError, match=r"no stop list for language='.*', only for .*en, eo, es") as caught:
        stop_words(language)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "dijo aseguró portavoz"),
        ("de", "sagte erklärte"),
        ("fr", "déclaré"),
        ("no", "sa sier"),
        ("ar", "قال وقال أكد اكد وأضافت"),
    ],
)
def test_words_report_speech_in_other_languages(language: str, words: str) -> None:
    assert [word for word in words.split() if not is_reporting(word, language)] == []
    assert not is_reporting("said", language)


def test_negations_typed_without_an_apostrophe_are_stop_words() -> None:
    assert [word for word in ["didnt", "im", "youre"] if is_content(word, "en")] == []
    assert all(is_content(word, "en") for word in ["ill", "shell", "shed", "id"])


def test_words_that_report_speech_are_content_and_known() -> None:
    for word in ["said", "says", "told", "according", "asked", "spokesman"]:
        assert is_content(word, "en")
        assert is_reporting(word, "en")
        assert not is_reporting(word, "fr")
    for word in ["police", "report", "claims", "states", "announced", "quote"]:
        assert not is_reporting(word, "en")
