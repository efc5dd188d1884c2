"""Sentences of articles as a page shows them: quotations, the sentences behind a figure, versions side by side."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from analysis.vocabulary import SHOWN
from analysis.wording import clean_label, one_line

# Sentences of a row, and rows of a figure, so that a page stays small; the file has them all.
_MAX_SENTENCES, _MAX_ROWS = 3, 100
# Of a long article the first changes are enough to see what was done to it.
_MAX_VERSION_ROWS = 14
_MAX_SENTENCE = 400
_MAX_LEFT = 160
_QUOTED = {"term", "variant", "label", "collocate"}
_OF = "_of"

# Words and how they differ: "del", "ins" or "" for not at all.
_Words = list[tuple[str, str]]


def quote_values(lines: pd.DataFrame) -> list[dict[str, Any]]:
    """Prepare concordance lines (``left, keyword, right, source, published, article_id``) for the macro ``quote``."""
    return [_quote(line) for line in lines.to_dict("records")]


def sentence_values(evidence: pd.DataFrame, drawn: pd.DataFrame, csv: str) -> dict[str, Any]:
    """Choose up to three sentences for each row of a figure, each of another article.

    Parameters
    ----------
    evidence : DataFrame
        Lines of a concordance: ``term, left, keyword, right, source, published, article_id``; with a column such as
        ``source_of`` for each column of the figure, beside ``term``, that says which row a line belongs to.
    drawn : DataFrame
        What the figure draws: ``term``, if its rows are terms, and ``source`` if the evidence has ``source_of``, and so
        on.
    csv : str
        Relative path of all lines, "" for none.

    Returns
    -------
    dict
        For the macro ``sentences_fold``: rows in the order of their first mention; others are counted.
    """
    belonging = [column for column in map(str, evidence) if column.endswith(_OF)]
    own = ["term"] if "term" in drawn else []
    once = evidence.drop_duplicates([*own, *belonging, "article_id"])
    lines: dict[tuple[Any, ...], list[Any]] = {}
    for name, line in zip(once[[*own, *belonging]].itertuples(index=False, name=None), quote_values(once), strict=True):
        lines.setdefault(name, []).append(line)
    keys = [*own, *(column.removesuffix(_OF) for column in belonging)]
    shown = {key: dict(zip(drawn[key], drawn[form], strict=True)) for key, form in SHOWN.items() if form in drawn}
    names = list(drawn[keys].drop_duplicates().itertuples(index=False, name=None))
    found = [name for name in names if name in lines]
    return {
        "rows": [
            {
                "title": [
                    _title_part(key, one_line(shown.get(key, {}).get(value, value)))
                    for key, value in zip(keys, name, strict=True)
                ],
                "lines": lines[name][:_MAX_SENTENCES],
            }
            for name in found[:_MAX_ROWS]
        ],
        "n_found": len(found),
        "n_without": len(names) - len(found),
        "total": len(evidence),
        "csv": csv,
    }


def version_values(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Prepare versions of articles for the macro ``versions``, one pair a group.

    ``table`` has the columns ``group, earlier_id, later_id, change, earlier, later, title``, one row per sentence.
    """
    pairs = []
    for _, rows in table.groupby("group", sort=False):
        sentences = rows[["change", "earlier", "later"]].head(_MAX_VERSION_ROWS).itertuples(index=False, name=None)
        pairs.append(
            {
                "title": clean_label(rows["title"].iloc[0]),
                "earlier": one_line(rows["earlier_id"].iloc[0]),
                "later": one_line(rows["later_id"].iloc[0]),
                "rows": [_versions_row(*sentence) for sentence in sentences],
                "n_more": max(len(rows) - _MAX_VERSION_ROWS, 0),
            }
        )
    return pairs


def _quote(line: dict[Any, Any]) -> dict[str, Any]:
    left = one_line(line["left"], 100_000)
    # Cut at the far end, so that the words beside the keyword stay.
    left = left if len(left) <= _MAX_LEFT else "…" + left[1 - _MAX_LEFT :].lstrip()
    date = "" if pd.isna(line["published"]) else one_line(line["published"])[: len("2024-03-31")]
    where = [one_line(part) for part in (line["source"], date, line["article_id"]) if part not in ("", None)]
    # White space beside the keyword is the text's own: "Mr. Trump" must not become "Mr . Trump".
    return {
        "left": left + " " * str(line["left"])[-1:].isspace(),
        "keyword": one_line(line["keyword"]),
        "right": " " * str(line["right"])[:1].isspace() + one_line(line["right"]),
        "where": where,
    }


def _title_part(key: str, value: str) -> tuple[str, str, str]:
    """Give a value with what is written before and after it."""
    if key == "topic":
        return "topic ", value, ""
    return ("“", value, "”") if key in _QUOTED else ("", value, "")


def _versions_row(change: str, earlier: str, later: str) -> tuple[_Words, _Words | None]:
    """Mark the words of one sentence on either side; None at the right where both are the same."""
    left, right = one_line(earlier, _MAX_SENTENCE), one_line(later, _MAX_SENTENCE)
    if change == "same":
        return [("", left)], None
    if change == "changed":
        return _mark_words(left.split(), right.split())
    return [("del", left)] * bool(left), [("ins", right)] * bool(right)


def _mark_words(earlier: list[str], later: list[str]) -> tuple[_Words, _Words]:
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        left.append(("" if kind == "equal" else "del", " ".join(earlier[a:b])))
        right.append(("" if kind == "equal" else "ins", " ".join(later[c:d])))
    return [piece for piece in left if piece[1]], [piece for piece in right if piece[1]]
