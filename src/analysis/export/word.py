"""The shown tables as one Word document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.export.office_xml import legal, write_without_times
from analysis.export.shown_tables import ShownTable
from analysis.report.methods import PROGRAM

if TYPE_CHECKING:
    from docx.document import Document

_SMALL = 8  # points
_ACROSS, _MARGIN = 261, 18  # millimetres of the lines, and around them
# Letters that a column is as wide as, at least and at most.
_NARROWEST, _WIDEST = 6, 50


def write_word(tables: Sequence[ShownTable], path: Path) -> bool:
    """Write the tables in landscape, each below its caption; headings come again on each page.

    Where python-docx is not installed, nothing is written, and the answer is False.
    """
    try:
        from docx import Document
    except ImportError:
        return False
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    properties, section = document.core_properties, document.sections[0]
    properties.author, properties.title, properties.comments = PROGRAM, "Tables", ""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for page, shown in groupby(tables, key=lambda table: table.page):
        document.add_heading(legal(page), level=1)
        for table in shown:
            _add(document, table)
    write_without_times(document.save, path)
    return True


def _add(document: Document, table: ShownTable) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    caption = document.add_paragraph(legal(table.title), style="Caption")
    caption.paragraph_format.keep_with_next = True
    if table.note:
        caption.add_run(legal(f" {table.note}")).bold = False
    made = document.add_table(1 + len(table.rows), len(table.headings), style="Light Shading")
    # Of this style the rules above, below and under the headings: neither shaded rows nor a bold first column.
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), "0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:val"), "0620")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.autofit = False
    widths = _widths(table)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(made.rows, [table.headings, *table.rows], strict=True):
        for cell, text, is_number, width in zip(row.cells, texts, table.are_numbers, widths, strict=True):
            cell.width = Mm(width)  # Word goes by the cells, others by the columns
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(legal(text)).font.size = Pt(_SMALL)
            if is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _widths(table: ShownTable) -> list[float]:
    """Share the width of the page among the columns by their longest cells; a heading may break between words."""
    longest = [
        max(*map(len, heading.split()), *(len(row[i]) for row in table.rows), _NARROWEST)
        for i, heading in enumerate(table.headings)
    ]
    letters = [min(long, _WIDEST) + 2 for long in longest]
    return [_ACROSS * share / sum(letters) for share in letters]
