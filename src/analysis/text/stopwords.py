"""Stop lists by language."""

from __future__ import annotations

import re
import runpy
from functools import cache
from importlib.metadata import distribution

import stopwordsiso

from analysis.errors import SettingsError
from analysis.text.tokens import tokens

# Nouns, verbs and names that scikit-learn's English list removes though news are about them.
_CONTENT_WORDS = frozenset(
    tokens(
        "amount bill bottom call co computer con cry de describe detail empty fill fire found front full give go "
        "hundred inc interest ltd mill mine move name part put serious show side sincere system thick thin top"
    )
)

# Written without blanks: their words become pairs of characters.
_UNSPACED = frozenset({"ja", "th", "zh"})
# In pairs of characters, what stands for grammar: of Japanese all hiragana, of Chinese the two commonest particles.
_GRAMMAR = {"ja": re.compile("[ぁ-ゟ]"), "zh": re.compile("[的了]")}
# What joins stop words to one word ("qu'il", "a-t-il"). Not in English, where "May's" and "take-over" say something.
_JOINTS = {"ca": re.compile("'"), "fr": re.compile("['-]"), "it": re.compile("'")}
# Arabic is often typed without the hamza on its alef, and the stop list is; Persian on an Arabic keyboard.
_ONE_LETTER = str.maketrans("أإآٱيك", "اااایک")


def languages() -> list[str]:
    """List the codes of the languages that have a stop list, in alphabetical order."""
    return sorted(stopwordsiso.langs())


@cache
def has_stop_list(language: str) -> bool:
    """Tell whether a language, given by its two-letter code, has a stop list."""
    return language in stopwordsiso.langs()


@cache
def stop_words(language: str) -> frozenset[str]:
    """Look up the stop list of a language, given by its two-letter code (ISO 639-1).

    English: scikit-learn's list without the nouns, verbs and names in it, and with contractions ("it's"). Other
    languages: the package ``stopwordsiso``, whose English list (1,298 words, among them "state" and "general") is too
    long for news.

    Returns
    -------
    frozenset of str
        Words as `analysis.text.tokens` gives them; of Japanese, Thai and Chinese the pairs of characters. Entries of
        several words are left out: one word of "por qué" alone may have a meaning.

    Raises
    ------
    SettingsError
        When there is no list for the language.
    """
    if not has_stop_list(language):
        raise SettingsError(f"There is no stop list for language={language!r}, only for {', '.join(languages())}.")
    listed = frozenset(stopwordsiso.stopwords(language))
    if language == "en":
        contractions = {word for word in listed if "'" in word}
        listed = (_english_list() - _CONTENT_WORDS) | contractions | {"didn", "doesn", "don", "isn", "wasn", "won"}
    forms = [tokens(word) for word in listed]
    return frozenset(form for words in forms for form in words if len(words) == 1 or language in _UNSPACED)


def _english_list() -> frozenset[str]:
    """Read scikit-learn's English list from its file: importing scikit-learn for it would take over a second."""
    file = distribution("scikit-learn").locate_file("sklearn/feature_extraction/_stop_words.py")
    return frozenset(runpy.run_path(str(file))["ENGLISH_STOP_WORDS"])


@cache
def _lookup(language: str) -> frozenset[str]:
    words = stop_words(language) if has_stop_list(language) else ()
    return frozenset(word.translate(_ONE_LETTER) for word in words)


def is_content(term: str, language: str) -> bool:
    """Tell whether a word, as `analysis.text.tokens` gives it, has a meaning of its own.

    Not a single character, a word on the stop list, or, in French, Italian and Catalan, one put together from such
    words ("qu'il"). Arabic and Persian words are looked up whatever form of alef, ya and kaf they are typed with. A
    pair of characters that holds a particle of Chinese, or hiragana in Japanese, is grammar; this costs some words
    their pair (目的, 了解).

    Without a stop list for the language, only a single character has none.

    Examples
    --------
    >>> is_content("army", "en"), is_content("it's", "en"), is_content("qu'il", "fr"), is_content("l'europe", "fr")
    (True, False, False, True)
    """
    stops = _lookup(language)
    plain = term if term.isascii() else term.translate(_ONE_LETTER)
    if len(term) < 2 or plain in stops or (language in _GRAMMAR and _GRAMMAR[language].search(term)):
        return False
    parts = _JOINTS[language].split(plain) if language in _JOINTS else [plain]
    return any(part not in stops and (len(part) > 1 or part.isdigit()) for part in parts)
