"""Tables, figures and quotes as accessible, escaped HTML."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.report.display_text import cell_words, clean_text, escape_isolated, header_words, is_number
from analysis.wording import BLANK

# What needs no escape in an address in single quotes; a fifth shorter than base64, and pages are mailed.
_PLAIN_IN_ADDRESS = ' !$()*+,-./:;=?@[\\]^_`{|}~"'


def svg_address(svg: bytes) -> str:
    """Write a drawing as a data address, to stand between single quotes in HTML."""
    # Browsers drop line feeds from addresses.
    in_one_line = svg.replace(b"\n", b" ")
    return f"data:image/svg+xml,{quote(in_one_line, safe=_PLAIN_IN_ADDRESS)}"


def table_html(table: pd.DataFrame, name: str, caption: str, rows: int, csv: str) -> str:
    """Write the first rows of a table.

    Parameters
    ----------
    table : DataFrame
        Its first column names the rows.
    name : str
        Becomes the id that links lead to.
    caption : str
        Plain text above the table.
    rows : int
        Rows to show.
    csv : str
        Relative path of the whole table, "" for none.

    Returns
    -------
    str
        A region that scrolls when the table is wider than the page and can be reached by keyboard.
    """
    shown = table.head(rows)
    numeric = [is_number(shown[column]) for column in shown.columns]
    head = "".join(
        f'<th scope="col"{_kind(number)}>{escape(header_words(str(column)))}</th>'
        for column, number in zip(shown.columns, numeric, strict=True)
    )
    columns = [cell_words(shown[column]) for column in shown.columns]
    body = "\n".join(f"<tr>{_row(cells, numeric)}</tr>" for cells in zip(*columns, strict=True))
    if csv:
        more = f'<a href="{escape(csv)}">{"the row" if len(table) == 1 else f"all {len(table):,} rows"}</a>'
    else:
        more = f"the first {len(shown):,} of {len(table):,} rows" if len(table) > len(shown) else ""
    foot = f'<p class="more">{more}</p>' if more else ""
    return (
        f'<div class="table" id="{escape(name)}"><div role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>{foot}</div>"
    )


def figure_html(svg: bytes, table: pd.DataFrame, name: str, caption: str, alt: str, files: dict[str, str]) -> str:
    """Write a figure with its caption, and folded under it the numbers it draws.

    ``files`` are links in the caption (words to relative path); of a long table the first 60 rows are shown.
    """
    numbers = table_html(table, f"{name}-numbers", f"The numbers drawn: {caption}", 60, files.get("data", ""))
    links = " · ".join(f'<a href="{escape(path)}">{escape(words)}</a>' for words, path in files.items())
    return (
        f'<figure id="{escape(name)}">'
        f"<img src='{svg_address(svg)}' alt=\"{escape(alt)}\">"
        f"<figcaption>{escape(caption)}{f' <span class=files>{links}</span>' if links else ''}</figcaption></figure>"
        f'<details class="numbers"><summary>Numbers</summary>{numbers}</details>'
    )


def quotes_html(lines: pd.DataFrame, name: str, caption: str, found: int, csv: str) -> str:
    """Write concordance lines (``left, keyword, right, source, published, article_id``) as quotations.

    ``found`` is how many there are in all, in the file ``csv`` ("" for none).
    """
    items = "\n".join(quote_html(line) for line in lines.to_dict("records"))
    link = f'<p class="more"><a href="{escape(csv)}">all {found:,} lines</a></p>' if csv else ""
    return (
        f'<section class="quotes" id="{escape(name)}" aria-label="{escape(caption)}">'
        f'<p class="caption">{escape(caption)}</p><ul>{items}</ul>{link}</section>'
    )


def findings_html(table: pd.DataFrame) -> str:
    """Write findings (``sentence, detail, anchor``) as a list."""
    items = "\n".join(_finding(row) for row in table.to_dict("records"))
    return f'<ol class="findings">{items}</ol>'


def note_html(text: str | list[str]) -> str:
    """Write a paragraph of plain text, or a list with a point for each of several, the quoted words isolated."""
    if isinstance(text, str):
        return f'<p class="note">{escape(clean_text(text, 5000))}</p>'
    return f'<ul class="points">{"".join(f"<li>{escape_isolated(clean_text(line, 2000))}</li>" for line in text)}</ul>'


def missing_html(name: str, sentence: str) -> str:
    """Write the sentence that stands where there is nothing to show."""
    return f'<p class="note missing" id="{escape(name)}">{escape(clean_text(sentence, 5000))}</p>'


def files_html(names: list[str], caption: str) -> str:
    """Write links to files under a caption."""
    links = " · ".join(f'<a href="{escape(name)}">{escape(name)}</a>' for name in names)
    return f'<p class="note files">{escape(caption)} {links}</p>'


def _finding(row: dict[Any, Any]) -> str:
    detail, anchor = clean_text(row["detail"]), clean_text(row["anchor"])
    link = f'<a href="#{escape(anchor)}">see the evidence</a>' if anchor else ""
    small = " · ".join(part for part in (escape_isolated(detail), link) if part)
    sentence = escape_isolated(clean_text(row["sentence"], 400))
    return f"<li><p>{sentence}</p>{f'<small>{small}</small>' if small else ''}</li>"


def quote_html(line: dict[Any, Any]) -> str:
    """Write one line of a concordance as an item of a list."""
    left = clean_text(line["left"], 100_000)
    # Cut at the far end, so that the words beside the keyword stay.
    left = left if len(left) <= 160 else "…" + left[-159:].lstrip()
    published = line["published"]
    date = "" if pd.isna(published) else clean_text(published)[: len("2024-03-31")]
    parts = [clean_text(part) for part in (line["source"], date, line["article_id"]) if part not in ("", None)]
    where = ", ".join(f"<bdi>{escape(part)}</bdi>" for part in parts)
    # White space at the seams is the text's own: "Mr. Trump" must not become "Mr . Trump".
    before, after = (" " * str(line["left"])[-1:].isspace(), " " * str(line["right"])[:1].isspace())
    return (
        f'<li><blockquote><p dir="auto">{escape(left)}{before}<mark>{escape(clean_text(line["keyword"]))}</mark>{after}'
        f"{escape(clean_text(line['right']))}</p></blockquote><small>{where}</small></li>"
    )


def _row(cells: tuple[str, ...], numeric: list[bool]) -> str:
    first = f'<th scope="row"{_kind(numeric[0])}>{escape(cells[0] or BLANK)}</th>'
    rest = (f"<td{_kind(number)}>{escape(cell)}</td>" for cell, number in zip(cells[1:], numeric[1:], strict=True))
    return first + "".join(rest)


def _kind(number: bool) -> str:
    """Align numbers, and let text run in the direction of its own script."""
    return ' class="n"' if number else ' dir="auto"'
