"""Two versions of a text side by side, as accessible, escaped HTML."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

import pandas as pd

from analysis.report.display_text import clean_text

# A row a sentence: of a long article the first changes are enough to see what was done to it.
_ROWS = 14
_LONGEST = 400


def versions_html(table: pd.DataFrame, name: str, caption: str, csv: str) -> str:
    """Write the comparison of versions, one table a group.

    Parameters
    ----------
    table : DataFrame
        Columns ``group, earlier_id, later_id, change, earlier, later``; one row per sentence.
    name, caption, csv : str
        As in `analysis.report.html.table_html`.

    Returns
    -------
    str
        Words that differ stand in ``<del>`` and ``<ins>``.
    """
    parts = [_pair(rows) for _, rows in table.groupby("group", sort=False)]
    link = f'<p class="more"><a href="{escape(csv)}">all {len(table):,} rows</a></p>' if csv else ""
    return (
        f'<section class="versions" id="{escape(name)}" aria-label="{escape(caption)}">'
        f'<p class="caption">{escape(caption)}</p>{"".join(parts)}{link}</section>'
    )


def _pair(rows: pd.DataFrame) -> str:
    earlier, later = (clean_text(rows[column].iloc[0]) for column in ("earlier_id", "later_id"))
    body = "".join(_row(*row) for row in rows[["change", "earlier", "later"]].head(_ROWS).itertuples(index=False))
    more = len(rows) - _ROWS
    foot = f'<p class="more">and {more:,} more rows</p>' if more > 0 else ""
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(earlier)} and {escape(later)}"><table>'
        f'<thead><tr><th scope="col">{escape(earlier)}</th><th scope="col">{escape(later)}</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>{foot}"
    )


def _row(change: str, earlier: str, later: str) -> str:
    left, right = clean_text(earlier, _LONGEST), clean_text(later, _LONGEST)
    if change == "same":
        return f'<tr class="same"><td colspan="2" dir="auto">{escape(left)}</td></tr>'
    if change == "changed":
        return "<tr>{}{}</tr>".format(*(f'<td dir="auto">{cell}</td>' for cell in _marked(left.split(), right.split())))
    cells = (f"<del>{escape(left)}</del>" if left else "", f"<ins>{escape(right)}</ins>" if right else "")
    return "<tr>{}{}</tr>".format(*(f'<td dir="auto">{cell}</td>' for cell in cells))


def _marked(earlier: list[str], later: list[str]) -> tuple[str, str]:
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(earlier[a:b])), escape(" ".join(later[c:d]))
        left.append(gone if kind == "equal" or not gone else f"<del>{gone}</del>")
        right.append(come if kind == "equal" or not come else f"<ins>{come}</ins>")
    return " ".join(part for part in left if part), " ".join(part for part in right if part)
