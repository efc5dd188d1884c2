"""The figure of chosen terms: how often each source uses them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.columns import column_room, write_columns
from analysis.figures.labels import drawable_names, fit, text_width
from analysis.figures.marks import (
    NO_INTERVAL,
    dots,
    extent,
    floats,
    head_panel,
    leaders,
    name_rows,
    round_ticks,
    row_room,
)
from analysis.figures.panels import Grid, balanced
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, LABEL, SMALL, new_figure, styled
from analysis.wording import clean_label, interval, number, plural, quoted

_ALL = "all sources"
_ROW = 0.21  # inches


@styled
def plot_focus(table: pd.DataFrame) -> Figure:
    """Draw how often each source uses each of some terms, one panel a term on its own scale.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term and source, "all sources" among them: ``term, source, count, per_million, per_million_low,
        per_million_high, articles, article_share, dispersion, independent_texts``. Terms and sources stand in the order
        of their first rows.
    """
    terms, sources = drawable_names(table["term"]), drawable_names(table["source"])
    row_of = {source: row for row, source in enumerate(sources)}
    at = np.array([row_of[source] for source in table["source"]])
    rate, low, high = (floats(table[name]) for name in ("per_million", "per_million_low", "per_million_high"))
    uses = [number(n) for n in floats(table["count"])]
    groups = table.groupby("term", sort=False, dropna=False).indices
    room = row_room(list(sources.values()), 2.1)
    grid = Grid(
        len(groups),
        balanced(len(groups), 3),
        height=_ROW * len(sources),
        head=0.47,
        right=column_room("uses", uses) + 0.28,
        under=0.4,
        margin=EDGE + room + 0.1,
    )
    known = np.isfinite(low) & np.isfinite(high)
    note = "Uses per million words of the source" + (", each panel on its own scale." if len(groups) > 1 else ".")
    note += (" Line: 95% interval." if known.any() else "") + ("" if known.all() else f" {NO_INTERVAL.capitalize()}.")
    which = f"“{next(iter(terms.values()))}”" if len(groups) == 1 else "the chosen terms"
    figure = new_figure(f"How often each source uses {which}", note, body=grid.body, foot=0.52)
    for i, (ax, (term, rows)) in enumerate(zip(grid.add_to(figure), groups.items(), strict=True)):
        whole = (table["source"].iloc[rows] == _ALL).to_numpy(dtype=bool)
        for chosen, color, marker in ((rows[~whole], BLUE, "o"), (rows[whole], INK, "D")):
            dots(ax, at[chosen], rate[chosen], low[chosen], high[chosen], color=color, marker=marker, size=5)
        name_rows(ax, list(sources.values()) if i % grid.columns == 0 else [""] * len(sources), room)
        end = extent(rate[rows], high[rows])[1] * 1.05
        ax.set_xlim(0, end)
        round_ticks(ax.xaxis, 0, end, most=max(int(grid.width / (text_width(number(end), SMALL) + 0.1)), 1))
        ax.tick_params(axis="x", labelsize=SMALL)
        written = [""] * len(sources)
        for row in rows:
            written[at[row]] = uses[row]
        write_columns(ax, {"uses": written})
        head_panel(ax, fit(terms[term], grid.width + 0.3, LABEL, "bold"), rise=21)
    return figure


def say_focus(table: pd.DataFrame) -> str:
    """State how often the first term is used, and which source uses it most."""
    terms = list(table["term"].drop_duplicates())
    rows = table[table["term"] == terms[0]]
    name = f"{quoted(terms[0])}"
    more = f" {plural(len(terms), 'term')} are shown." if len(terms) > 1 else ""
    used = rows[rows["count"] > 0]
    if used.empty:
        return f"{name} is nowhere used.{more}"
    text = ""
    for row in used[used["source"] == _ALL].to_dict("records"):
        text = f"{name} is used {plural(row['count'], 'time')} in {plural(row['articles'], 'article')}. "
    here = used[used["source"] != _ALL]
    if here.empty:
        return text.strip() + more
    most = leaders(here, "per_million")
    best = most.iloc[0]
    size = f"{number(best['per_million'])} per million words"
    if len(most) > 1:
        return f"{text}{len(most)} sources use it most, {size} each.{more}"
    size += interval(best["per_million_low"], best["per_million_high"])
    return f"{text}{clean_label(best['source'], 60)} uses {name if not text else 'it'} most: {size}.{more}"


focus = ReportFigure(
    "focus",
    draw=plot_focus,
    sentence=say_focus,
    caption="Uses per million words in each source, with 95% intervals over independent texts.",
    empty="There is no word to follow.",
)
