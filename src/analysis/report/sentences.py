"""The sentences under a figure: what the articles say where a word of it was counted."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.report.html import quote_html
from analysis.report.words import clean_text, escape_isolated

_LINES = 3  # sentences a row
_ROWS = 100  # rows of the figure on the page, so that a page stays small; the file holds the others


def sentences_html(evidence: pd.DataFrame, drawn: pd.DataFrame, csv: str) -> str:
    """Fold up to three sentences for each row of a figure, each of another article, under the name of the row.

    Parameters
    ----------
    evidence : DataFrame
        Lines of a concordance: ``term, left, keyword, right, source, published, article_id``; with ``source_of`` where
        a row of the figure belongs to a source.
    drawn : DataFrame
        What the figure draws: ``term``, and ``source`` if the evidence has ``source_of``. Rows stand in the order of
        their first mention; one without a sentence says so.
    csv : str
        Relative path of all lines, "" for none.

    Returns
    -------
    str
        Escaped; it unfolds without a script.
    """
    by_source = "source_of" in evidence
    found = dict(iter(evidence.groupby(["source_of", "term"] if by_source else ["term"], sort=False)))
    rows = drawn[["source", "term"] if by_source else ["term"]].drop_duplicates()
    names = list(rows.itertuples(index=False, name=None))
    items = "\n".join(_row(name, found.get(name)) for name in names[:_ROWS])
    more = [f"the first {_ROWS} of {len(names):,} rows of the figure"] if len(names) > _ROWS else []
    more += [f'<a href="{escape(csv)}">all {len(evidence):,} sentences</a>'] if csv and len(evidence) else []
    foot = f'<p class="more">{" · ".join(more)}</p>' if more else ""
    return f'<details class="sentences"><summary>Sentences</summary>{items}{foot}</details>'


def _row(name: tuple[object, ...], lines: pd.DataFrame | None) -> str:
    *source, term = (clean_text(part) for part in name)
    title = escape_isolated(f"“{term}”") + "".join(f", {escape(part)}" for part in source)
    if lines is None:
        return f"<p>{title}: no sentence.</p>"
    shown = lines.drop_duplicates("article_id").head(_LINES)
    quotes = "\n".join(quote_html(line) for line in shown.to_dict("records"))
    return f'<details><summary>{title}</summary><div class="quotes"><ul>{quotes}</ul></div></details>'
