"""The files of a figure: SVG for the page and for a phone, light and dark, PNG and PDF; the same bytes each time."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.report.templating import render_page_template
from analysis.wording import plural

if TYPE_CHECKING:
    from analysis.figures import ReportFigure

# Places after the point that no screen shows; the factors of `scale` need them.
_LONG_NUMBER = re.compile(rb"scale\([^)]*\)|-?\d+\.\d{3,}")
_MARGIN, _NOT_DRAWN = re.compile(rb"\n +"), re.compile(rb"<(?:metadata>.*?</metadata>|!--.*?-->)\n?", re.DOTALL)
_PATH, _BLANKS = re.compile(rb' d="([^"]*)"'), re.compile(rb"\s+(?=[A-Za-z])|(?<=[A-Za-z]) |\s+$")
_SHIFT = re.compile(rb'transform="translate\((-?[\d.]+) 0\)"/>')  # of a letter along its line
_BEGIN = re.compile(rb"<defs>")


def draw_files(figure: ReportFigure, table: pd.DataFrame, evidence: str, *, with_png: bool = True) -> dict[str, bytes]:
    """Draw a figure with its line of evidence: ``svg``, ``narrow.svg`` and, where there is a folder for it, ``png``.

    They are without dates, versions and random ids.
    """
    # The runner makes pages without drawing anything; it need not wait for matplotlib.
    from analysis.figures.style import DARK, NARROW, WIDTH, add_evidence, figure_style

    files = {}
    for suffix, width in (("svg", WIDTH), ("narrow.svg", NARROW)):
        drawn = figure.draw(table, width)
        with figure_style(width):
            add_evidence(drawn, evidence)
            svg = io.BytesIO()
            drawn.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
            files[suffix] = _for_dark_paper(_shorter(svg.getvalue()), DARK)
            if suffix == "svg" and with_png:
                png = io.BytesIO()
                # Level 6, the usual one, takes a tenth longer and is no smaller.
                drawn.savefig(png, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 3})
                files["png"] = png.getvalue()
    return files


def draw_pdf(figure: ReportFigure, table: pd.DataFrame, evidence: str) -> tuple[bytes, str]:
    """Draw a figure for print, with its fonts in it, and without dates and versions; give its title, too."""
    from analysis.figures.style import WIDTH, add_evidence, figure_style

    drawn, pdf = figure.draw(table, WIDTH), io.BytesIO()
    with figure_style(WIDTH):
        add_evidence(drawn, evidence)
        drawn.savefig(pdf, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    return pdf.getvalue(), " ".join(drawn.texts[0].get_text().split())


def evidence_line(articles: int, texts: int, fingerprint: str) -> str:
    """Say in the foot of a figure what it rests on: articles, independent texts where those are fewer, the corpus."""
    fewer = f", {plural(texts, 'independent text')}" if texts != articles else ""
    return f"{plural(articles, 'article')}{fewer} · corpus {fingerprint[:8]}"


def _shorter(svg: bytes) -> bytes:
    """Leave out what is not drawn, and round positions to hundredths of a point."""

    def rounded(found: re.Match[bytes]) -> bytes:
        text = found.group()
        if text.startswith(b"scale"):
            return text
        return f"{round(float(text), 2) + 0.0:.2f}".rstrip("0").rstrip(".").encode()  # -0.0 + 0.0 is 0

    shorter = _LONG_NUMBER.sub(rounded, _NOT_DRAWN.sub(b"", _MARGIN.sub(b"\n", svg))).replace(b"DejaVuSans-", b"g-")
    shorter = _SHIFT.sub(rb'x="\1"/>', shorter)
    return _PATH.sub(lambda path: b' d="%b"' % _BLANKS.sub(b"", path.group(1)), shorter)


def _for_dark_paper(svg: bytes, colours: dict[str, str]) -> bytes:
    """Add the colours of a reader who has chosen a dark screen: no script, the browser chooses."""
    style = render_page_template("dark_drawing.html", colours=colours).rstrip("\n")
    return _BEGIN.sub(style.encode(), svg, count=1)
