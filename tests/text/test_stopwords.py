"""Stop lists: which words say nothing, by language."""

from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.text import PROTECTED_NAMES, is_content, languages, stop_words


@pytest.mark.parametrize("word", ["bill", "fire", "front", "mine", "system", "computer", "interest", "state"])
def test_english_keeps_what_news_are_about(word: str) -> None:
    assert is_content(word, "en")


@pytest.mark.parametrize("word", ["the", "is", "it", "us", "who", "it's", "don't", "hasn't", "a", "x"])
def test_english_stops_what_says_nothing(word: str) -> None:
    assert not is_content(word, "en")


def test_protected_names_are_content_where_their_small_forms_are_stopped() -> None:
    for name in PROTECTED_NAMES - {"UN"}:
        assert is_content(name, "en")
        assert not is_content(name.lower(), "en")
    assert not is_content("un", "fr")


@pytest.mark.parametrize(
    ("language", "word"), [("es", "que"), ("fr", "les"), ("de", "und"), ("ar", "في"), ("hi", "में"), ("ru", "что")]
)
def test_other_languages_have_their_own(language: str, word: str) -> None:
    assert language in languages()
    assert not is_content(word, language)


def test_lists_are_of_small_words_without_blanks() -> None:
    for language in ("en", "es", "ar"):
        words = stop_words(language)
        assert len(words) > 100
        assert all(word == word.strip().lower() and word for word in words)


def test_languages_are_sorted_codes() -> None:
    assert languages() == sorted(set(languages()))
    assert all(len(code) == 2 and code.islower() for code in languages())


@pytest.mark.parametrize("language", ["xx", "", "EN", "english", "../en"])
def test_an_unknown_language_is_refused_with_those_that_are_known(language: str) -> None:
    with pytest.raises(SettingsError, match=r"no stop list for language='.*'; there is one for .*en, eo, es") as caught:
        stop_words(language)
    assert caught.value.exit_code == 2
