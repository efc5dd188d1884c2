"""Tables for papers in LaTeX: booktabs, one file a table, and a document that shows all."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from analysis.export.shown_tables import ShownTable

# Lines up to which a table floats; a longer one breaks over pages.
_MAX_FLOATING = 40
# In letters: a line of the page, the widest column that does not wrap, the narrowest that does, the gap between two.
_LINE, _MAX_UNWRAPPED, _MIN_WRAPPED, _GAP = 110, 22, 14, 2
_MIN_HEADING = 10
_MARKS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\char34{}", "`": r"\textasciigrave{}",
    # At the begin of a row these would be options of the end of the row before.
    "[": "{[}", "]": "{]}", "*": "{*}",
    "−": r"\ensuremath{-}", "≤": r"\ensuremath{\leq}", "≥": r"\ensuremath{\geq}", "→": r"\ensuremath{\rightarrow}",
}  # fmt: skip
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
# Between two marks that would be set as one.
_LIGATURE = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
# Latin letters and the marks of print: every engine sets them.
_PLAIN = re.compile("[\x20-\x7e\xa0-\u017f‐‑‒–—‘’‚“”„†‡•…‰‹›€™]*")
_DOCUMENT = r"""% All tables, to look at: run lualatex tables.tex (or xelatex, or pdflatex) twice.
% A paper takes one by \input{tables/NAME}; it needs the packages booktabs, longtable and array.
\documentclass[a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}<refuse>
\else
  \usepackage{fontspec}<font>
\fi
\usepackage[margin=18mm]{geometry}
\usepackage{booktabs,longtable,array}
\begin{document}
<tables>
\end{document}
"""
_REFUSE = r"""
  \PackageError{tables}{These tables hold letters that pdflatex does not have}{Use lualatex or xelatex.}"""
_FONT = r"""
  % Choose a font that has the letters of the articles; those it lacks are named while this runs.
  \tracinglostchars=2
  \ifLuaTeX % Arabic and Hebrew from right to left
    \usepackage[english,bidi=basic]{babel}
    \defaultfontfeatures{Renderer=HarfBuzz}
  \fi
  \IfFontExistsTF{DejaVu Sans}{\setmainfont{DejaVu Sans}}{}"""


class _Layout(NamedTuple):
    headings: list[str]
    columns: str
    is_wide: bool  # wider than a line
    lines: int


def latex_table(table: ShownTable) -> str:
    r"""Write a table in LaTeX, with its caption and the label ``tab:NAME``.

    It needs the packages booktabs, longtable and array. A table of up to about 40 lines floats, a longer one breaks
    over pages.
    """
    layout = _lay_out(table)
    head = f"\\toprule\n{_row(layout.headings)}\n\\midrule"
    rows = "\n".join(_row(map(escape_latex, row)) for row in table.rows)
    title, note = escape_latex(table.title), escape_latex(table.note)
    caption = f"\\caption[{title}]{{\\textbf{{{title}}} {note}}}" if note else f"\\caption{{{title}}}"
    caption += f"\\label{{tab:{table.name}}}"
    small = rf"\{'scriptsize' if layout.is_wide else 'footnotesize'}\setlength{{\tabcolsep}}{{4pt}}"
    if layout.lines > _MAX_FLOATING:
        return (
            f"{{{small}\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n\\begin{{longtable}}{{{layout.columns}}}\n{caption}\\\\\n{head}\n"
            f"\\endfirsthead\n{head}\n\\endhead\n\\bottomrule\n\\endlastfoot\n{rows}\n\\end{{longtable}}}}\n"
        )
    return (
        f"\\begin{{table}}[htbp]\n\\centering{small}\n{caption}\n\\begin{{tabular}}{{{layout.columns}}}\n{head}\n{rows}\n"
        "\\bottomrule\n\\end{tabular}\n\\end{table}\n"
    )


def latex_document(tables: Sequence[ShownTable]) -> str:
    """Write a document that shows all tables, page by page."""
    parts = [
        "\n".join(
            [f"\\section*{{{escape_latex(page)}}}", *(f"\\input{{tables/{t.name}}}" for t in shown), r"\clearpage"]
        )
        for page, shown in groupby(tables, key=lambda table: table.page)
    ]
    is_plain = all(_PLAIN.fullmatch(_MARK.sub("", text)) for table in tables for text in _texts(table))
    document = _DOCUMENT.replace("<refuse>", "" if is_plain else _REFUSE).replace("<font>", "" if is_plain else _FONT)
    return document.replace("<tables>", "\n".join(parts))


def escape_latex(text: str) -> str:
    r"""Write text so that LaTeX sets it as it is.

    Examples
    --------
    >>> print(escape_latex("5% of [A&B] -- C_1"))
    5\% of {[}A\&B{]} -{}- C\_1
    """
    return _MARK.sub(lambda mark: _MARKS[mark.group()], _LIGATURE.sub("\0", text)).replace("\0", "{}")


def _row(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _texts(table: ShownTable) -> list[str]:
    return [table.title, table.note, *table.headings, *(cell for row in table.rows for cell in row)]


def _lay_out(table: ShownTable) -> _Layout:
    """Lay a table out: long text wraps, and shares the width that the other columns leave."""
    longest = [max(len(row[i]) for row in table.rows) for i in range(len(table.headings))]
    wraps = [
        not is_number and long > _MAX_UNWRAPPED for is_number, long in zip(table.are_numbers, longest, strict=True)
    ]
    in_lines = [
        textwrap.wrap(heading, max(long, _MIN_HEADING), break_long_words=False) or [""]
        for heading, long in zip(table.headings, longest, strict=True)
    ]
    natural = [
        0 if wrap else max(long, *map(len, lines)) for wrap, long, lines in zip(wraps, longest, in_lines, strict=True)
    ]
    left = _LINE - sum(natural) - _GAP * len(natural)
    wanted = sum(min(long, _LINE) for wrap, long in zip(wraps, longest, strict=True) if wrap)
    widths = [
        max(left * min(long, _LINE) / wanted, _MIN_WRAPPED) if wrap else width
        for wrap, long, width in zip(wraps, longest, natural, strict=True)
    ]
    headings, columns = [], []
    for is_number, wrap, width, lines in zip(table.are_numbers, wraps, widths, in_lines, strict=True):
        side = "r" if is_number else "l"
        columns.append(f">{{\\raggedright\\arraybackslash}}p{{{width / _LINE:.2f}\\linewidth}}" if wrap else side)
        words = [escape_latex(line) for line in lines]
        stacked = "".join((f"\\begin{{tabular}}[b]{{@{{}}{side}@{{}}}}", r" \\ ".join(words), r"\end{tabular}"))
        headings.append(stacked if len(words) > 1 and not wrap else " ".join(words))
    n_lines = sum(max(math.ceil(len(row[i]) / max(widths[i], 1)) for i in range(len(row))) for row in table.rows)
    return _Layout(headings, f"@{{}}{''.join(columns)}@{{}}", left < _MIN_WRAPPED * sum(wraps), n_lines)
