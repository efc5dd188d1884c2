"""Articles in another language than the one that is analysed: which are left out, and what to say of them."""

from __future__ import annotations

import pandas as pd

from analysis.text import languages as with_stop_list

# With fewer articles in the language than this share of those whose language is known, the parameter is in doubt.
_LEAST_SHARE = 0.1
_EXAMPLES = 3


def left_out(found: pd.Series, language: str) -> pd.Series:
    """Tell which articles are left out for their language.

    Parameters
    ----------
    found : Series of str
        Language of each article; empty where it is not known.
    language : str
        The one that is analysed.

    Returns
    -------
    Series of bool
        In the order given. Articles of unknown language are kept; all are, when under 10 % of those with a known
        language are in the one that is analysed: then it is the parameter that is wrong, not the articles.
    """
    known, own = found != "", found == language
    return known & ~own & (not _in_doubt(int(own.sum()), int(known.sum())))


def articles_by_language(articles: pd.DataFrame) -> pd.DataFrame:
    """Count articles by language.

    Parameters
    ----------
    articles : DataFrame
        One row per article: ``article_id, language`` (empty where it is not known).

    Returns
    -------
    DataFrame
        One row per language, most articles first, then by code: ``language, articles, examples`` (the first three ids
        in the order of text, joined by ``; ``).
    """
    ordered = articles.sort_values("article_id")
    first = ordered[ordered.groupby("language").cumcount() < _EXAMPLES].groupby("language")["article_id"]
    table = pd.DataFrame({"articles": ordered["language"].value_counts(), "examples": first.agg("; ".join)})
    return (
        table.rename_axis("language")
        .reset_index()
        .sort_values(["articles", "language"], ascending=[False, True])
        .reset_index(drop=True)
    )


def say_languages(languages: pd.DataFrame, language: str) -> str:
    """Say in one sentence what is in other languages, what becomes of it, and what to do.

    Parameters
    ----------
    languages : DataFrame
        From `articles_by_language`, of all articles before any was left out.
    language : str
        The one that is analysed.

    Returns
    -------
    str
        Empty when nothing is known to be in another language.

    Examples
    --------
    >>> say_languages(pd.DataFrame({"language": ["es", ""], "articles": [1540, 3], "examples": ["a", "b"]}), "en")
    '1,540 of 1,543 articles are in es, but the stop list is en: run with -p language=es.'
    """
    of = dict(zip(languages["language"], languages["articles"], strict=True))
    others = {code: int(n) for code, n in of.items() if code not in ("", language)}
    if not others:
        return ""
    count, own, found = sum(others.values()), int(of.get(language, 0)), int(sum(of.values()))
    first = next(iter(others))
    which = "in " + ", ".join(f"{code} ({n:,})" if len(others) > 1 else code for code, n in others.items())
    advice = f"run with -p language={first}" if first in with_stop_list() else f"there is no stop list for {first}"
    are = f"{'article' if found == 1 else 'articles'} {'is' if count == 1 else 'are'}"
    if _in_doubt(own, own + count):
        return f"{count:,} of {found:,} {are} {which}, but the stop list is {language}: {advice}."
    said = f"{count:,} of {found:,} {are} {which}, not in {language}, and left out"
    return f"{said}: to read those in {first}, {advice}." if others[first] > own else f"{said}."


def _in_doubt(own: int, known: int) -> bool:
    return own < _LEAST_SHARE * known
