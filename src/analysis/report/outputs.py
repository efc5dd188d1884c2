"""What a notebook cell shows: tables, figures, notes and findings, as HTML for a page and as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.report.page_table import frame_values, table_values
from analysis.report.passages import quote_values, sentence_values, version_values
from analysis.report.small_pictures import small_pictures
from analysis.report.templating import own_html, render_output
from analysis.wording import one_line

# The name under which the page and the index find our own outputs among a notebook's.
MARK = "analysis"
# Rows of the table under a figure.
NUMBERS_ROWS = 60
_MAX_CHANGES = 40
# Changes of a page that the index lists; the others are counted.
_CHANGES_ON_INDEX = 2


class InCell:
    """What shows itself in a notebook cell, and on the page made of it: its ``_html`` and its ``repr``."""

    def _html(self) -> str:
        """Give the HTML, escaped throughout."""
        raise NotImplementedError

    def _page_facts(self) -> dict[str, Any]:
        """Say what the page needs to know."""
        return {"kind": "note"}

    def _repr_html_(self) -> str:
        return render_output("without_formulas", html=own_html(self._html()))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        # A page of a report takes what is marked so as it is.
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}, {MARK: self._page_facts()}


@dataclass(frozen=True)
class Output(InCell):
    """An output made by a report.

    Attributes
    ----------
    html, text : str
        Escaped throughout, for the page takes it as it is; and the same for a reader without HTML.
    facts : dict
        What the page and the index need to know (``kind``, ``name`` ...), kept in the output's metadata.
    """

    html: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def _html(self) -> str:
        return self.html

    def _page_facts(self) -> dict[str, Any]:
        return self.facts

    def __repr__(self) -> str:
        return self.text


def show_table(table: pd.DataFrame, name: str, caption: str, rows: int, csv: str, folded: bool = False) -> Output:
    """Show what a reader wants of a table; ``csv`` is the relative path of the whole table, "" for none."""
    html = render_output("folded_table" if folded else "table", **table_values(table, name, caption, rows, csv))
    facts = {"kind": "table", "name": name, "caption": caption, "rows": rows}
    return Output(html, f"{caption}\n{table.head(rows).to_string(index=False)}", facts)


def show_frame(table: pd.DataFrame) -> Output:
    """Show the first rows of a DataFrame that a cell ends with."""
    html = render_output("table", **frame_values(table))
    return Output(html, table.head(10).to_string(max_colwidth=80, max_cols=12), {"kind": "frame"})


def show_figure(
    drawing: dict[str, bytes],
    table: pd.DataFrame,
    facts: dict[str, str],
    files: dict[str, str],
    evidence: pd.DataFrame | None,
) -> Output:
    """Show a figure with its caption, and folded under it the numbers it draws and the sentences behind them.

    Parameters
    ----------
    drawing : dict of str to bytes
        From `analysis.report.drawings.draw_files`.
    facts : dict
        ``name``, ``caption`` and ``alt``, the finding in words.
    files : dict
        Links in the caption, words to relative path.
    evidence : DataFrame or None
        As in `analysis.report.passages.sentence_values`.
    """
    name, csv = facts["name"], files.get("data", "")
    numbers = table_values(table, name, f"The numbers drawn: {facts['caption']}", NUMBERS_ROWS, csv)
    numbers["name"] = f"{name}-numbers"
    sentences = None if evidence is None else sentence_values(evidence, table, f"{name}_sentences.csv" if csv else "")
    shown = {"svg": drawing["svg"], "narrow": drawing["narrow.svg"]}
    html = render_output("figure", **facts, **shown, files=files, numbers=numbers, sentences=sentences)
    return Output(html, facts["alt"], {"kind": "figure", **facts})


def show_quotes(table: pd.DataFrame, name: str, caption: str, rows: int, csv: str) -> Output:
    """Show lines of a concordance as quotations with the keyword marked, as many of each term."""
    lines = table.groupby("term", sort=False).head(max(rows // table["term"].nunique(), 1)).head(rows)
    quotes = quote_values(lines)
    html = render_output("quotes", name=name, caption=caption, lines=quotes, total=len(table), csv=csv)
    text = "\n".join([caption, *(lines["left"] + "[" + lines["keyword"] + "]" + lines["right"])])
    return Output(html, text, {"kind": "quotes", "name": name})


def show_versions(table: pd.DataFrame, name: str, caption: str, csv: str) -> Output:
    """Show versions of articles side by side, what differs marked."""
    pairs = version_values(table)
    html = render_output("versions", name=name, caption=caption, pairs=pairs, total=len(table), csv=csv)
    changed = table[table["change"] != "same"]
    sentences = zip(changed["earlier"], changed["later"], strict=True)
    text = "\n".join([caption, *(f"- {earlier}\n+ {later}" for earlier, later in sentences)])
    return Output(html, text, {"kind": "versions", "name": name})


def show_findings(table: pd.DataFrame, pictures: pd.DataFrame) -> Output:
    """Show findings (``sentence, detail, anchor``) as a list, each with its small picture."""
    drawn = small_pictures(pictures)
    findings = [
        {
            "sentence": one_line(row.sentence, 400),
            "detail": one_line(row.detail),
            "anchor": one_line(row.anchor),
            "picture": drawn.get(number),
        }
        for number, row in enumerate(table.itertuples(), start=1)
    ]
    text = "\n".join(table["sentence"].astype(str))
    return Output(render_output("findings", findings=findings), text, {"kind": "findings", "name": "findings"})


def show_note(text: str | list[str]) -> Output:
    """Show a paragraph of plain text, a list with a point for each of several, or nothing."""
    if not text:
        return Output("", "", {"kind": "nothing"})
    if isinstance(text, str):
        return Output(render_output("note", text=one_line(text, 5000)), text, {"kind": "note"})
    lines = [one_line(line, 2000) for line in text]
    return Output(render_output("points", lines=lines), "\n".join(text), {"kind": "note"})


def show_example(text: str, caption: str) -> Output:
    """Show lines to copy; what stands in them may come from articles."""
    shown = "\n".join(line[: len(line) - len(line.lstrip(" "))] + one_line(line, 200) for line in text.splitlines())
    return Output(render_output("example", caption=caption, text=shown), f"{caption}\n{shown}", {"kind": "note"})


def show_missing(name: str, sentence: str, csv: str = "", *, on_page: bool = True) -> Output:
    """Show why there is nothing to show under a name; ``csv`` is the path of the numbers behind it.

    A page lists the sentence with others at its end, but not of a table that would be folded.
    """
    html = render_output("missing", name=name, sentence=one_line(sentence, 5000), csv=csv)
    missing = {"kind": "missing", "name": name, "sentence": one_line(sentence, 5000) if on_page else ""}
    return Output(html, sentence, {"kind": "note"} if csv else missing)


def show_nothing(sentence: str) -> Output:
    """Tell a person who runs a cell why it shows nothing; a page is silent."""
    return Output(render_output("note", text=sentence), sentence, {"kind": "nothing"})


def show_changes(lines: list[str]) -> Output:
    """Show what changed since an earlier report, one line each, or that nothing did."""
    on_index = [one_line(line) for line in lines[:_CHANGES_ON_INDEX]]
    facts = {"kind": "changes", "lines": on_index, "count": len(lines)}
    if not lines:
        nothing = show_note("Nothing changed since the earlier report: the same findings, tables and figures.")
        return Output(nothing.html, nothing.text, facts)
    shown = [one_line(line, 600) for line in lines[:_MAX_CHANGES]]
    html = render_output("changes", lines=shown, n_more=len(lines) - len(shown))
    return Output(html, "\n".join(lines), facts)
