"""Stop lists: which words say nothing, by language."""

from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.text import PROTECTED_NAMES, is_content, languages, stop_words, stopwords, tokens


@pytest.mark.parametrize(
    ("language", "content", "stopped"),
    [
        # What news are about stays, with possessives and compounds of stop words that name something.
        ("en", "bill fire front mine system computer interest state may's take-over f-16 café москва naïve",
         "the is it us who it's don't hasn't a x"),
        # Negations are typed without an apostrophe too.
        ("en", "ill shell shed id", "didnt im youre"),
        # "窶冱" is what "’s" becomes when it is decoded as Japanese.
        ("en", "", "窶冱"), ("es", "acuerdo", "que 窶冱"), ("ar", "", "窶冱"),
        ("ja", "窶冱", ""), ("zh", "窶冱", ""), ("ko", "窶冱", ""), ("", "窶冱", ""),
        ("de", "menschen", "und"), ("pt", "povo", ""), ("hi", "", "में"), ("ru", "", "что"),
        # Greek lists have no accents, Romanian ones another comma; verbs and particles that lists lack.
        ("el", "κυβέρνηση πόλη", "είναι ότι έχουν δηλαδή"), ("ro", "guvernul", "și totuși însă trebuie"),
        ("tr", "meclis deprem", "mi mı mu mü ardından arasında içinde üzerine aynı olacak yer"),
        ("pl", "rząd policja", "ws sprawie in red osób"), ("uk", "уряд", "на або щодо"),
        ("fr", "pouvoir", "faire déjà"),
        # Of words put together, one that says something is enough.
        ("fr", "état l'europe g-7 porte-voix", "les un c'est qu'il n'a plus d'une aujourd'hui"),
        ("fr", "", "lui-même a-t-il est-ce l'on"), ("it", "città l'italia", "dell'una c'è"), ("ca", "", "d'un l'hi"),
        # With and without hamza and vowel signs; the list has "انه" and "ثُمَّ". علي is Ali, على is "on".
        ("ar", "علي", "أنه انه ثمّ ثُمَّ في فى أمس امس وأضاف واضاف على"),
        # Persian on an Arabic keyboard too.
        ("fa", "ایران", "این این یک يك می‌رسد"),
    ],
)  # fmt: skip
def test_words_that_say_something_and_words_that_say_nothing(language: str, content: str, stopped: str) -> None:
    for text, expected in ((content, True), (stopped, False)):
        assert [word for word in tokens(f"x {text}")[1:] if is_content(word, language) != expected] == []


def test_protected_names_are_content_where_their_small_forms_are_stopped() -> None:
    for name in PROTECTED_NAMES - {"UN"}:
        assert is_content(name, "en")
        assert not is_content(name.lower(), "en")
    assert not is_content("un", "fr")


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


def test_ages_and_english_in_names_say_nothing() -> None:
    words = tokens("Die 27-jährige Forscherin der University of Leeds und The Wire", "de")
    assert [word for word in words if is_content(word, "de")] == ["forscherin", "university", "leeds", "wire"]
    assert [is_content("and", language) for language in ("de", "sv")] == [False, True]


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
