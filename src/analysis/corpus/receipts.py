"""Receipts for what was taken off: every string with its source, how many articles, and two of them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

EXAMPLES = 2
_COUNTED = ["source", "key", "text", "articles", "examples"]


def count_removed(strings: Iterable[tuple[str, int, str, str]]) -> pd.DataFrame:
    """Count the strings taken off the articles of one batch.

    Parameters
    ----------
    strings : iterable of (str, int, str, str)
        Source, key (equal for what counts as one string), the string as it stands, and the article.

    Returns
    -------
    DataFrame
        One row per source x key x string: ``source, key, text, articles, examples`` (a list of ids, the first two).
    """
    table = pd.DataFrame(strings, columns=["source", "key", "text", "example"])
    if table.empty:
        return pd.DataFrame(columns=_COUNTED)
    counted = table.groupby(["source", "key", "text"], sort=True)["example"].agg(["size", _first_two]).reset_index()
    return counted.set_axis(_COUNTED, axis=1)


def merge_removed(counted: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up the receipts of all batches.

    Parameters
    ----------
    counted : list of DataFrame
        As `count_removed` gives them.

    Returns
    -------
    DataFrame
        One row per source x key: ``source, text`` (the most frequent of its strings, ties by text), ``articles,
        examples`` (ids, set apart by semicolons). By source, then most frequent first, then text. Empty when nothing
        was removed.
    """
    tables = [table for table in counted if len(table)]
    if not tables:
        return pd.DataFrame({"source": [], "text": [], "articles": [], "examples": []}).astype({"articles": "int64"})
    whole = pd.concat(tables, ignore_index=True)
    strings = whole.groupby(["source", "key", "text"], sort=True)["articles"].sum().reset_index()
    strings = strings.sort_values(["articles", "text"], ascending=[False, True], kind="stable")
    merged = strings.groupby(["source", "key"], sort=True).agg(text=("text", "first"), articles=("articles", "sum"))
    merged["examples"] = whole.explode("examples").groupby(["source", "key"])["examples"].agg(_first_two).str.join("; ")
    return (
        merged.reset_index()
        .drop(columns="key")
        .sort_values(["source", "articles", "text"], ascending=[True, False, True], ignore_index=True)
    )


def _first_two(ids: pd.Series) -> list[str]:
    return sorted(set(ids))[:EXAMPLES]
