"""The look all figures share: type, colours, margins, panels in rows, and the line of evidence.

The style is put on by `in_style` for the time one figure is drawn, and by `figure_style` while one is saved, on top of
matplotlib's own defaults; a matplotlibrc or changed rcParams make no difference.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

INK, SOFT, RULE, PALE = "#1f2430", "#5b6577", "#d9dde5", "#eef1f5"
# Okabe & Ito's colours for all kinds of colour vision, darkest contrasts first.
BLUE, ORANGE, GREEN, PINK = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
SKY, AMBER, GREY = "#56b4e9", "#e69f00", "#8a93a3"
TINT = "#b5d5ea"  # of blue, for bars under words
SHADES = LinearSegmentedColormap.from_list("shades", ["#f4f8fb", "#56b4e9", "#0072b2", "#00466e"])

WIDTH = 8.6  # inches; the page column shows it at 100-115 %, so points on paper are points on the screen
NARROW = 4.2  # inches; of the second drawing, for a phone held upright
# Colours on dark paper; those of cells that carry their own ink stay.
DARK = {
    "#ffffff": "#14171d", INK: "#e8eaf0", SOFT: "#a9b1c0", RULE: "#343a47", PALE: "#1f242d", TINT: "#1f4a66",
    BLUE: "#4aa8e0", ORANGE: "#f08a45", GREEN: "#3cc39d", GREY: "#8a93a3",
}  # fmt: skip
EDGE = 0.06  # free inches at the left and right edge
TITLE, NOTE, LABEL, SMALL = 13.0, 9.5, 9.5, 9.0  # points; nothing is smaller
SCREEN = 4  # rows of panels that can be seen at once
_SCREEN_DPI = 96  # of a picture in a notebook, drawn twice as fine
_STRIP = 0.26  # inches at the foot left free for the evidence
_LINE = 0.06  # inches from the edge to the evidence: the same in low and in high figures


def _use_bundled_font() -> None:
    """Draw with the DejaVu Sans that comes with matplotlib: a system's copy may be of another version."""
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name != "DejaVu Sans"]
    for path in sorted(Path(matplotlib.get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf")):
        manager.addfont(path)


_use_bundled_font()


def _parameters(width: float) -> dict[str, object]:
    return {
        "figure.figsize": (width, 4.8),
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
        "pdf.fonttype": 42,  # TrueType: some journals refuse the other kind, and letters can be searched for
        "svg.fonttype": "path",
        "svg.hashsalt": "analysis",
        "svg.image_inline": True,
    }


def figure_style(width: float = WIDTH) -> AbstractContextManager[None]:
    """Give the context in which figures are drawn and saved; nothing outside it is changed."""
    return matplotlib.style.context(["default", _parameters(width)])


def page_width() -> float:
    """Give the inches across the figure being drawn: `WIDTH`, or `NARROW` for a phone."""
    return float(matplotlib.rcParams["figure.figsize"][0])


def is_narrow() -> bool:
    """Tell whether the figure is being drawn for a phone."""
    return page_width() < WIDTH


def in_style(draw: Callable[[pd.DataFrame], Figure]) -> Callable[..., Figure]:
    """Wrap a drawing function so that it draws in the figure style and explains letters without a font.

    The wrapped function takes the width in inches as a second argument.
    """

    def drawn(table: pd.DataFrame, width: float = WIDTH) -> Figure:
        with figure_style(width):
            figure = draw(table.reset_index(drop=True))
            if figure.canvas.manager:
                _take_from_pyplot(figure)
            # A phone has no room for it beside the evidence; the label names the row there too.
            if not is_narrow() and any(NO_FONT in text.get_text() for text in figure.findobj(Text)):
                note = f"{NO_FONT} letter without a font on this machine; see the row in the data"
                _write_in_foot(figure, note, 0.005, "left")
        return figure

    return drawn


def _take_from_pyplot(figure: Figure) -> None:
    """Make room for the labels of a figure made by pyplot or pandas, and keep a notebook from showing it again."""
    from matplotlib import pyplot

    figure.tight_layout(rect=(0, _STRIP / figure.get_figheight(), 1, 1))
    pyplot.close(figure)


def ink_on(color: ColorType) -> str:
    """Choose black or white, whichever contrasts more (WCAG 2, at least 4.5 to 1 on any colour); neither turns dark."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return "black" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 else "#fefefe"


class _Drawing(Figure):
    """A figure that a notebook shows, whether or not pyplot is in use there, and that is saved as it was laid out."""

    def savefig(self, fname: Any, **how: Any) -> None:
        """Save in the style of all figures: letters fitted to the pixels would be wider than what was measured."""
        with figure_style(self.get_figwidth()):
            super().savefig(fname, **how)

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        png = io.BytesIO()
        self.savefig(png, format="png", dpi=2 * _SCREEN_DPI, metadata={"Software": None})
        across, high = (round(_SCREEN_DPI * inches) for inches in self.get_size_inches())
        return png.getvalue(), {"width": across, "height": high}


def new_figure(title: str, note: str = "", *, body: float, foot: float = 0.42) -> Figure:
    """Make a figure with its title and reading note, sized to what it holds.

    Parameters
    ----------
    title, note : str
        What the figure answers, and how to read the marks; wrapped to two and three lines, then cut.
    body, foot : float
        Inches high that the panels take, and between them and the strip left free for the evidence; `add_panel`
        measures from the lower left corner of the body.
    """
    width = page_width()
    across = width - 2 * EDGE
    title_lines = wrap(title, across, TITLE, "bold", lines=3 if is_narrow() else 2)
    note_lines = wrap(note, across, NOTE, lines=7 if is_narrow() else 3)
    head = 0.1 + 0.235 * len(title_lines) + 0.175 * len(note_lines) + 0.1
    height = head + body + foot + _STRIP
    figure = _Drawing(figsize=(width, height))
    figure.text(EDGE / width, 1 - 0.1 / height, "\n".join(title_lines), fontsize=TITLE, weight="bold", va="top")
    below = 0.1 + 0.235 * len(title_lines) + 0.03
    if note_lines:
        lines = "\n".join(note_lines)
        figure.text(EDGE / width, 1 - below / height, lines, fontsize=NOTE, color=SOFT, va="top", linespacing=1.25)
    figure.subplotpars.update(bottom=(foot + _STRIP) / height)
    return figure


def add_panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Add axes at inches from the figure's left edge and from the foot of its body."""
    across, high = figure.get_size_inches()
    foot = figure.subplotpars.bottom
    axes = figure.add_axes((left / across, foot + bottom / high, max(width, 0.4) / across, height / high))
    # No axis up the page has a label; to place one, matplotlib would measure all its ticks once more.
    axes.yaxis.set_label_coords(0, 0.5)
    return axes


def add_evidence(figure: Figure, text: str) -> None:
    """Write the line of evidence into the strip every figure leaves free at the bottom right."""
    with figure_style():
        _write_in_foot(figure, clean_label(text, 120), 0.995, "right")


def _write_in_foot(figure: Figure, text: str, x: float, align: str) -> None:
    figure.text(x, _LINE / figure.get_figheight(), text, ha=align, va="bottom", fontsize=SMALL, color=SOFT)


def balanced(n: int, most: int) -> int:
    """Give the columns, at most `most`, in which `n` panels fill their rows most evenly: 5 in 3 and 2, not 4 and 1."""
    return -(-n // -(-n // most))


@dataclass(frozen=True)
class PanelRow:
    """A row of `n` panels: inches high above them, of their axes, and below."""

    n: int
    head: float
    height: float
    below: float = 0.0


@dataclass(frozen=True)
class PanelGrid:
    """Panels in rows of `columns`, read like text, all equally wide.

    Inches are left free at the `left` of each panel for its labels, and at the `right` for numbers and as a gap.
    """

    rows: tuple[PanelRow, ...]
    columns: int
    left: float = 0.0
    right: float = 0.25

    @property
    def width(self) -> float:
        """Inches across one panel's axes."""
        return (page_width() - EDGE - EDGE) / self.columns - self.left - self.right

    @property
    def body(self) -> float:
        """Inches high of all panels, without what is below the last row: that is the foot's."""
        return sum(row.head + row.height + row.below for row in self.rows) - self.rows[-1].below

    def add_to(self, figure: Figure) -> list[Axes]:
        """Add the panels to a figure whose body is `body` inches high."""
        axes, top, step = [], self.body, self.left + self.width + self.right
        for row in self.rows:
            top -= row.head + row.height
            starts = [EDGE + i * step + self.left for i in range(row.n)]
            axes += [add_panel(figure, start, top, self.width, row.height) for start in starts]
            top -= row.below
        return axes

    def ticked(self) -> list[bool]:
        """Tell which panels carry tick labels: those with none below, and all where not all rows are seen at once."""
        pairs = zip(self.rows, (*self.rows[1:], PanelRow(0, 0, 0)), strict=True)
        return [len(self.rows) > SCREEN or i >= below.n for row, below in pairs for i in range(row.n)]


def even_rows(n: int, columns: int, head: float, height: float, below: float = 0.0) -> tuple[PanelRow, ...]:
    """Break `n` panels of one height into rows."""
    return tuple(PanelRow(min(columns, n - start), head, height, below) for start in range(0, n, columns))


def sentence_figure(text: str, width: float = WIDTH) -> Figure:
    """Make a figure of a sentence, in place of one for which there is nothing to draw."""
    with figure_style(width):
        return new_figure("", text, body=0.1, foot=0.0)


def retitle(figure: Figure, title: str) -> None:
    """Write another title over a figure, in as many lines as the room of the first allows."""
    first = figure.texts[0]
    lines = first.get_text().count("\n") + 1
    with figure_style(figure.get_figwidth()):
        first.set_text("\n".join(wrap(title, figure.get_figwidth() - 2 * EDGE, TITLE, "bold", lines=lines)))
