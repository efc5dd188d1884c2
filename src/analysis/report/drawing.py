"""Figures to bytes: the same figure gives the same SVG and PNG everywhere."""

from __future__ import annotations

import io

from matplotlib.figure import Figure

from analysis.figures.style import add_evidence, figure_style


def draw(figure: Figure, evidence: str) -> tuple[bytes, bytes]:
    """Write the line of evidence into a figure and draw it.

    Parameters
    ----------
    figure : Figure
    evidence : str
        What it rests on, for instance "112 articles / 111 independent texts · corpus 9f3c2a1b".

    Returns
    -------
    svg, png : bytes
        Without dates, versions or random ids.
    """
    svg, png = io.BytesIO(), io.BytesIO()
    with figure_style():
        add_evidence(figure, evidence)
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", metadata={"Software": None})
    return svg.getvalue(), png.getvalue()
