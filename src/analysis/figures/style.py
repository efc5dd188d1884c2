"""The look all figures share: type, colours, margins, and the line of evidence.

The style is put on by `styled` for the time one figure is drawn, and by `figure_style` while one is saved, on top of
matplotlib's own defaults; a matplotlibrc or changed rcParams make no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path

import matplotlib
import matplotlib.style
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.typing import ColorType

from analysis.figures.labels import NO_FONT, families, wrap
from analysis.wording import clean_label

__all__ = ["add_evidence", "add_panel", "clean_label", "figure_style", "new_figure", "styled"]

INK, SOFT, RULE, PALE = "#1f2430", "#5b6577", "#d9dde5", "#eef1f5"
# Okabe & Ito's colours for all kinds of colour vision, darkest contrasts first.
BLUE, ORANGE, GREEN, PINK, SKY, AMBER, GREY = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#e69f00",
    "#8a93a3",
)
TINT = "#b5d5ea"  # of blue, for bars under words
SHADES = LinearSegmentedColormap.from_list("shades", ["#f4f8fb", "#56b4e9", "#0072b2", "#00466e"])

WIDTH = 8.6  # inches; the page column shows it at 100-115 %, so points on paper are points on the screen
EDGE = 0.06  # free inches at the left and right edge
TITLE, NOTE, LABEL, SMALL = 13.0, 9.5, 9.5, 9.0  # points; nothing is smaller
_STRIP = 0.26  # inches at the foot left free for the evidence
_LINE = 0.06  # inches from the edge to the evidence: the same in low and in high figures


def _use_bundled_font() -> None:
    """Draw with the DejaVu Sans that comes with matplotlib: a system's copy may be of another version."""
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != "DejaVu Sans"]
    for path in sorted(Path(matplotlib.get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf")):
        manager.addfont(path)


_use_bundled_font()


def _parameters() -> dict[str, object]:
    return {
        "font.family": list(families()),
        "font.size": LABEL,
        "text.color": INK,
        "text.parse_math": False,
        "text.hinting": "none",
        "axes.labelcolor": SOFT,
        "axes.labelsize": SMALL,
        "axes.labelpad": 5,
        "axes.edgecolor": RULE,
        "axes.linewidth": 0.8,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "x",
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "xtick.color": SOFT,
        "xtick.labelsize": SMALL,
        "xtick.major.size": 0,
        "xtick.major.pad": 4,
        "ytick.color": SOFT,
        "ytick.labelsize": LABEL,
        "ytick.labelcolor": INK,
        "ytick.major.size": 0,
        "ytick.major.pad": 6,
        "hatch.linewidth": 0.8,
        "lines.solid_capstyle": "butt",
        "figure.facecolor": "white",
        "savefig.dpi": 160,
        "svg.fonttype": "path",
        "svg.hashsalt": "analysis",
        "svg.image_inline": True,
    }


def figure_style() -> AbstractContextManager[None]:
    """Give the context in which figures are drawn and saved; nothing outside it is changed."""
    return matplotlib.style.context(["default", _parameters()])


def styled(plot: Callable[[pd.DataFrame], Figure]) -> Callable[[pd.DataFrame], Figure]:
    """Wrap a plot function so that it draws in the figure style and explains letters without a font."""

    @wraps(plot)
    def drawn(table: pd.DataFrame) -> Figure:
        with figure_style():
            figure = plot(table.reset_index(drop=True))
            if any(NO_FONT in text.get_text() for text in figure.findobj(Text)):
                note = f"{NO_FONT} letter without a font on this machine; see the row in the data"
                figure.text(
                    0.005, _LINE / figure.get_figheight(), note, ha="left", va="bottom", fontsize=SMALL, color=SOFT
                )
        return figure

    return drawn


def ink_on(color: ColorType) -> str:
    """Choose black or white, whichever contrasts more (WCAG 2, at least 4.5 to 1 on any colour)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return "black" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 else "white"


def new_figure(title: str, note: str = "", *, body: float, foot: float = 0.42) -> Figure:
    """Make a figure with its title and reading note, sized to what it holds.

    Parameters
    ----------
    title : str
        What the figure answers; wrapped to two lines, then cut.
    note : str
        How to read the marks; wrapped to three lines, then cut.
    body : float
        Inches high that the panels take.
    foot : float
        Inches between the panels and the strip left free for the evidence.

    Returns
    -------
    Figure
        With the title in place; `add_panel` measures from the lower left corner of the body.
    """
    across = WIDTH - 2 * EDGE
    title_lines = wrap(title, across, TITLE, "bold")
    note_lines = wrap(note, across, NOTE, lines=3)
    head = 0.1 + 0.235 * len(title_lines) + 0.175 * len(note_lines) + 0.1
    height = head + body + foot + _STRIP
    figure = Figure(figsize=(WIDTH, height))
    figure.text(EDGE / WIDTH, 1 - 0.1 / height, "\n".join(title_lines), fontsize=TITLE, weight="bold", va="top")
    below = 0.1 + 0.235 * len(title_lines) + 0.03
    if note_lines:
        lines = "\n".join(note_lines)
        figure.text(EDGE / WIDTH, 1 - below / height, lines, fontsize=NOTE, color=SOFT, va="top", linespacing=1.25)
    figure.subplotpars.update(bottom=(foot + _STRIP) / height)
    return figure


def add_panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Add axes at inches from the figure's left edge and from the foot of its body."""
    across, high = figure.get_size_inches()
    foot = figure.subplotpars.bottom
    return figure.add_axes((left / across, foot + bottom / high, width / across, height / high))


def add_evidence(figure: Figure, text: str) -> None:
    """Write the line of evidence into the strip every figure leaves free at the bottom right."""
    with figure_style():
        low = _LINE / figure.get_figheight()
        figure.text(0.995, low, clean_label(text, 120), ha="right", va="bottom", fontsize=SMALL, color=SOFT)
