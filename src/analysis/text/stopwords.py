"""Stop lists by language."""

from __future__ import annotations

from functools import cache

import stopwordsiso
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.errors import SettingsError

# Nouns, verbs and names that scikit-learn's English list removes though news are about them.
_CONTENT_WORDS = frozenset(
    [
        "amount",
        "bill",
        "bottom",
        "call",
        "co",
        "computer",
        "con",
        "cry",
        "de",
        "describe",
        "detail",
        "empty",
        "fill",
        "fire",
        "found",
        "front",
        "full",
        "give",
        "go",
        "hundred",
        "inc",
        "interest",
        "ltd",
        "mill",
        "mine",
        "move",
        "name",
        "part",
        "put",
        "serious",
        "show",
        "side",
        "sincere",
        "system",
        "thick",
        "thin",
        "top",
    ]
)


def languages() -> list[str]:
    """List the codes of the languages that have a stop list, in alphabetical order."""
    return sorted(stopwordsiso.langs())


@cache
def stop_words(language: str) -> frozenset[str]:
    """Look up the stop list of a language.

    English: scikit-learn's list without the nouns, verbs and names in it, and with contractions ("it's"). Other
    languages: the package ``stopwordsiso``, whose English list (1,298 words, among them "state" and "general") is too
    long for news.

    Parameters
    ----------
    language : str
        Two-letter code (ISO 639-1).

    Returns
    -------
    frozenset of str
        Lower-case words.

    Raises
    ------
    SettingsError
        When there is no list for the language.
    """
    if language not in languages():
        raise SettingsError(
            f"There is no stop list for language={language!r}; there is one for {', '.join(languages())}."
        )
    if language != "en":
        return frozenset(stopwordsiso.stopwords(language))
    contractions = {word for word in stopwordsiso.stopwords("en") if "'" in word}
    return frozenset(
        (ENGLISH_STOP_WORDS - _CONTENT_WORDS) | contractions | {"didn", "doesn", "don", "isn", "wasn", "won"}
    )


def is_content(term: str, language: str) -> bool:
    """Tell whether a word says something: at least two characters and not on the stop list."""
    return len(term) > 1 and term not in stop_words(language)
