"""The sentences under a figure: what the articles say behind each of its rows."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.report.display_text import clean_text, escape_isolated
from analysis.report.html import quote_html

_LINES = 3  # sentences a row
_ROWS = 100  # rows of the figure on the page, so that a page stays small; the file holds the others
_QUOTED = {"term", "variant", "label", "collocate"}
_OF = "_of"


def sentences_html(evidence: pd.DataFrame, drawn: pd.DataFrame, csv: str) -> str:
    """Fold up to three sentences for each row of a figure, each of another article, under the name of the row.

    Parameters
    ----------
    evidence : DataFrame
        Lines of a concordance: ``term, left, keyword, right, source, published, article_id``; with a column such as
        ``source_of`` for each column of the figure, beside ``term``, that tells which row a line belongs to.
    drawn : DataFrame
        What the figure draws: ``term``, if its rows are terms, and ``source`` if the evidence has ``source_of``, and so
        on. Rows stand in the order of their first mention; those without a sentence are counted.
    csv : str
        Relative path of all lines, "" for none.

    Returns
    -------
    str
        Escaped; it unfolds without a script.
    """
    told = [column for column in map(str, evidence) if column.endswith(_OF)]
    own = ["term"] if "term" in drawn else []
    lines = dict(iter(evidence.groupby([*own, *told], sort=False))) if len(evidence) else {}
    keys = [*own, *(column.removesuffix(_OF) for column in told)]
    names = list(drawn[keys].drop_duplicates().itertuples(index=False, name=None))
    found = [name for name in names if name in lines]
    items = "\n".join(_row(keys, name, lines[name]) for name in found[:_ROWS])
    more = [f"the first {_ROWS} of {len(found):,} rows with sentences"] if len(found) > _ROWS else []
    more += [_without(len(names) - len(found))] if len(found) < len(names) else []
    more += [f'<a href="{escape(csv)}">all {len(evidence):,} sentences</a>'] if csv and len(evidence) else []
    foot = f'<p class="more">{" · ".join(more)}</p>' if more else ""
    return f'<details class="sentences"><summary>Sentences</summary>{items}{foot}</details>'


def _without(rows: int) -> str:
    return "one row without a sentence" if rows == 1 else f"{rows:,} rows without a sentence"


def _row(keys: list[str], name: tuple[object, ...], lines: pd.DataFrame) -> str:
    title = ", ".join(_part(key, clean_text(value)) for key, value in zip(keys, name, strict=True))
    shown = lines.drop_duplicates("article_id").head(_LINES)
    quotes = "\n".join(quote_html(line) for line in shown.to_dict("records"))
    return f'<details><summary>{title}</summary><div class="quotes"><ul>{quotes}</ul></div></details>'


def _part(key: str, value: str) -> str:
    if key == "topic":
        return f"topic {escape(value)}"
    return escape_isolated(f"“{value}”") if key in _QUOTED else f"<bdi>{escape(value)}</bdi>"
