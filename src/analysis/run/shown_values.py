"""What a page shows of values that cells end with: pictures and DataFrames; loaded by the kernel of each run."""

from __future__ import annotations

import base64
import io
from typing import Any

from analysis.wording import one_line

# Pixels an inch of the file, and of the page.
_SHARP, _SHOWN = 160, 100


def load_ipython_extension(shell: Any) -> None:
    """Let pictures of matplotlib, and tables of pandas, be shown as a page needs them; imports neither."""
    bundles = shell.display_formatter.mimebundle_formatter
    bundles.for_type_by_name("matplotlib.figure", "Figure", _picture)
    bundles.for_type_by_name("pandas", "DataFrame", _table)
    bundles.for_type_by_name("pandas", "Series", lambda series: _table(series.to_frame()))
    bundles.for_type_by_name("pandas.io.formats.style", "Styler", lambda styled: _table(styled.data))


def _picture(figure: Any) -> Any:
    """Draw a figure the same way each time: nothing in the file names a version."""
    # Importing it has figures drawn with the font that comes with matplotlib.
    from analysis.figures import figure_style  # noqa: F401

    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_SHARP, bbox_inches="tight", metadata={"Software": None})
    png = file.getvalue()
    # The first chunk of a PNG file holds width and height.
    width, height = (int.from_bytes(png[start : start + 4]) * _SHOWN // _SHARP for start in (16, 20))
    data = {"image/png": base64.b64encode(png).decode(), "text/plain": _describe(figure)}
    return data, {"image/png": {"width": width, "height": height}}


def _describe(figure: Any) -> str:
    """Say what a figure shows: the finding that is its label, its titles, or else what its axes are."""
    titles = [figure.get_suptitle(), *(axes.get_title() for axes in figure.axes)]
    labels = [" by ".join(filter(None, (axes.get_ylabel(), axes.get_xlabel()))) for axes in figure.axes]
    words = one_line(figure.get_label() or "; ".join(filter(None, titles)) or "; ".join(filter(None, labels)), 300)
    return words[:1].upper() + words[1:]


def _table(table: Any) -> Any:
    from analysis.report.outputs import show_frame

    return show_frame(table)._repr_mimebundle_()
