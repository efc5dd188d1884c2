"""The language of an article, declared or detected, and the articles left out for it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np
import pandas as pd
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.tables import corpus_tables as tables
from analysis.text import has_stop_list
from analysis.wording import plural

# What is looked at: so many characters at the beginning, in the middle and at the end, the same of every text.
_PART = 130
# An answer needs this much text, in bytes of UTF-8: 80 Latin letters are 16 words, and 27 Chinese characters say as
# much. Of 190,000 snippets of news and of the Declaration of Human Rights, in 57 languages and of 80 bytes to 1,000
# characters, none was given a wrong name with this probability; of 62,791 whole articles 59, tables and lists of names
# among them, were given none.
_MIN_BYTES = 80
_SURE = 0.9
# A quotation or a name in another script is left out; where two scripts share a text, no language is its language.
_MIXED = 0.25
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]+")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏḀ-ỿ]+")
# Two written forms with one stop list, and a name of today for Tagalog.
_SAME = {"nb": "no", "nn": "no", "fil": "tl"}
_NOTHING = "zxx"
# With fewer articles in the language than this share of those whose language is known, the parameter is in doubt.
_MIN_SHARE = 0.1
_EXAMPLES = 3
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]+)*")


def detect_language(text: str) -> str:
    """Detect the language of a text (two-letter code, ISO 639-1) from at most 390 of its characters.

    It is empty for a text that is too short, mixed, or a list of names, and when the probability is below 0.9.

    Examples
    --------
    >>> detect_language("Die Polizei hat am Montag mehrere Wohnungen in der Stadt durchsucht. " * 2)
    'de'
    >>> detect_language("Guten Tag")
    ''
    """
    sample = _one_script(_sample(text))
    words = sample.split()
    # A line-up of a German team in an English paper is made of German names; a third of German prose is capitalised.
    names = sum(map(str.istitle, words))
    if 2 * names > len(words) or len("".join(filter(str.isalpha, sample)).encode()) < _MIN_BYTES:
        return ""
    language, probability = _identifier().classify(sample)
    return _SAME.get(language, language) if probability >= _SURE and language != _NOTHING else ""


def known_language(declared: str) -> str:
    """Find the code of a declared language: a code, or a name in English or the language itself.

    It is empty for what is not a language that can be detected.

    Examples
    --------
    >>> [known_language(name) for name in ("en-GB", "English", "EN", "eng", "English (UK)", "Deutsch", "NA", "")]
    ['en', 'en', 'en', 'en', 'en', 'de', '', '']
    """
    return _known_code(declared.strip().casefold()[:100])


def article_language(declared: str, text: str) -> tuple[str, str]:
    """Decide the language of an article from what its file declares and from its cleaned text.

    Returns
    -------
    language : str
        The code declared, if it is known, else the one detected; empty for neither.
    detected : str
        The code detected, when it contradicts the one declared; else empty.

    Examples
    --------
    >>> article_language("en-GB", "Die Polizei hat am Montag mehrere Wohnungen in der Stadt durchsucht. " * 2)
    ('en', 'de')
    """
    known, detected = known_language(declared), detect_language(text)
    return known or detected, detected if known and detected != known else ""


def _sample(text: str) -> str:
    if len(text) <= 3 * _PART:
        return text
    middle = (len(text) - _PART) // 2
    return f"{text[:_PART]} {text[middle : middle + _PART]} {text[-_PART:]}"


def _one_script(sample: str) -> str:
    """Leave out the letters of the script that has fewer; all, when it has many."""
    if sample.isascii():
        return sample
    latin, other = (sum(map(len, letters.findall(sample))) for letters in (_LATIN, _OTHER))
    if min(latin, other) >= _MIXED * (latin + other):
        return ""
    return (_LATIN if latin < other else _OTHER).sub("", sample)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once a process (0.4 seconds, 100 MB), for all languages that have a two-letter code."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 or code == _NOTHING])
    # Row by row in memory, as it is read: nearly twice as fast.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier


@lru_cache(maxsize=1000)
def _known_code(declared: str) -> str:
    # The names of all languages take half a second to read.
    if not declared:
        return ""
    if _TAG.fullmatch(declared):
        code = re.split("[-_]", declared)[0]
    else:
        code = _names().get(declared) or _names().get(re.split(r"\s*[(,;]", declared)[0], "")
    code = get_global("language_aliases").get(code, code).split("_")[0]
    code = _SAME.get(code, code)
    return code if code in _identifier().labels and code != _NOTHING else ""


@cache
def _names() -> dict[str, str]:
    """Map what languages are called, in English and by themselves, to their codes."""
    names: dict[str, str] = {}
    english = {str(code): str(name) for code, name in Locale("en").languages.items()}
    for code in sorted(code for code in english if len(code) == 2):
        try:
            own = str(Locale(code).languages.get(code, ""))
        except UnknownLocaleError:
            own = ""
        names |= {own.casefold(): code, english[code].casefold(): code}
    return names


def in_other_language(found: pd.Series, language: str) -> pd.Series:
    """Find the articles to leave out, from the language of each (empty: unknown) and the one analysed.

    Articles of unknown language are kept. All are kept when under 10 % of those with a known language are in the one
    analysed: then the parameter is wrong, not the articles.
    """
    known, own = found != "", found == language
    return known & ~own & (not _in_doubt(int(own.sum()), int(known.sum())))


def main_language(found: pd.Series) -> str:
    """Find the language most articles are in (empty: unknown), the first by code of several; English if none is known.

    Examples
    --------
    >>> main_language(pd.Series(["es", "", "fr", "es"])), main_language(pd.Series(["", ""]))
    ('es', 'en')
    """
    counts = found[found != ""].value_counts()
    return min(counts.index, key=lambda code: (-counts[code], code), default="en")


def articles_by_language(articles: pd.DataFrame) -> pd.DataFrame:
    """Count articles (``article_id, language``) by language (`tables.LANGUAGES`)."""
    grouped = articles.sort_values("article_id").groupby("language")["article_id"]
    table = pd.DataFrame({"articles": grouped.size(), "examples": grouped.agg(lambda ids: "; ".join(ids[:_EXAMPLES]))})
    return tables.LANGUAGES.build(table.reset_index().sort_values(["articles", "language"], ascending=[False, True]))


def describe_language(languages: pd.DataFrame, language: str) -> str:
    """Say which language the articles are analysed in, how many are in it, and what is left out without a stop list.

    Examples
    --------
    >>> describe_language(pd.DataFrame({"language": ["es", ""], "articles": [1540, 3], "examples": ["a", "b"]}), "es")
    'The articles are analysed as Spanish (es), which 1,540 of 1,543 articles are in.'
    """
    own = int(languages.loc[languages["language"] == language, "articles"].sum())
    total = int(languages["articles"].sum())
    name = f"{Locale('en').languages.get(language, language)} ({language})"
    sentence = f"The articles are analysed as {name}, which {own:,} of {plural(total, 'article')} are in."
    if not own and languages["language"].eq("").all():
        sentence = f"The articles are analysed as {name}: no article says its language or is long enough to show it."
    if not has_stop_list(language):
        sentence += (
            " There is no stop list for it: left out instead are the words that occur in every source and in at least "
            "a quarter of all articles."
        )
    return sentence


def describe_languages(languages: pd.DataFrame, language: str) -> str:
    """Say how many articles are in other languages than the one analysed, what happens to them, and what to do.

    ``languages`` counts them before any was left out (`articles_by_language`). Empty when there is none.

    Examples
    --------
    >>> describe_languages(pd.DataFrame({"language": ["es", ""], "articles": [1540, 3], "examples": ["a", "b"]}), "en")
    '1,540 of 1,543 articles are in es, but the stop list is en: run with -p language=es.'
    """
    counts = {str(code): int(n) for code, n in zip(languages["language"], languages["articles"], strict=True)}
    others = {code: n for code, n in counts.items() if code not in ("", language)}
    if not others:
        return ""
    count, own = sum(others.values()), counts.get(language, 0)
    first = next(iter(others))
    codes = ", ".join(f"{code} ({n:,})" if len(others) > 1 else code for code, n in others.items())
    found = f"{count:,} of {plural(sum(counts.values()), 'article')} {'is' if count == 1 else 'are'} in {codes}"
    advice = f"run with -p language={first}" if has_stop_list(first) else f"there is no stop list for {first}"
    if _in_doubt(own, own + count):
        return f"{found}, but the stop list is {language}: {advice}."
    left_out = f"{found}, not in {language}, and left out"
    return f"{left_out}: to read those in {first}, {advice}." if others[first] > own else f"{left_out}."


def _in_doubt(own: int, known: int) -> bool:
    return own < _MIN_SHARE * known
