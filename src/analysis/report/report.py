"""The report of one notebook: every table and figure under one name, on disk and in the notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.diff import compare_pages
from analysis.errors import AnalysisError
from analysis.figures import ReportFigure
from analysis.report.changes import show_changes
from analysis.report.csv_files import digest_tables, write_csv
from analysis.report.display_text import clean_text
from analysis.report.drawing import draw
from analysis.report.evidence import Evidence, corpus_facts, counts_words, made_html
from analysis.report.html import (
    figure_html,
    files_html,
    findings_html,
    missing_html,
    note_html,
    quotes_html,
    table_html,
)
from analysis.report.sentences import sentences_html
from analysis.report.shown import Shown
from analysis.report.versions import versions_html
from analysis.session import LOCK
from analysis.tables import find


class Report:
    """Shows tables, figures, quotes and findings, and writes each under its name; `data` gives its table back."""

    def __init__(
        self, folder: Path | None, corpus: Evidence, previous: Path | None = None, rerun: bool = False
    ) -> None:
        self._folder = folder
        self._corpus = corpus
        self._previous = previous
        self._rerun = rerun
        self._tables: dict[str, pd.DataFrame] = {}

    def data(self, name: str) -> pd.DataFrame:
        """Give a copy of the table shown or drawn under a name: ``report.data("terms")`` in a cell below it.

        Raises
        ------
        AnalysisError
            If there is none of this name yet; it lists the names there are.
        """
        if name not in self._tables:
            raise AnalysisError(f"There is no table {name!r} yet; there are: {', '.join(self._tables) or 'none'}.")
        return self._tables[name].copy()

    def table(self, table: pd.DataFrame, name: str, *, caption: str = "", rows: int = 15, missing: str = "") -> Shown:
        """Write a table to ``<name>.csv`` and show its first rows.

        Parameters
        ----------
        table : DataFrame
            In the order to be read; the first column names the rows.
        name : str
            A name no other table or figure of this report has.
        caption : str
            Says what a row is, in which unit and order; that of the declared table, if nothing is said.
        rows : int
            Rows to show.
        missing : str
            Shown instead when the table is empty; that of the declared table, if nothing is said.
        """
        csv = self._write_table(table, name)
        caption, missing = _texts(name, caption, missing)
        if table.empty:
            return self._missing(name, missing)
        html = table_html(table, name, caption, rows, csv)
        return Shown(html, f"{caption}\n{table.head(rows).to_string(index=False)}", {"kind": "table", "name": name})

    def figure(self, figure: ReportFigure, table: pd.DataFrame, *, evidence: pd.DataFrame | None = None) -> Shown:
        """Draw a table, write ``<name>.svg``, ``.png`` and ``.csv``, and show the figure.

        Parameters
        ----------
        figure : ReportFigure
            One of `analysis.figures`, or one of your own:
            ``ReportFigure("mine", draw=my_function, sentence=my_sentence, caption="...")``.
        table : DataFrame
            What is drawn.
        evidence : DataFrame, optional
            Sentences to fold under the figure for each of its rows, written to ``<name>_sentences.csv``: a concordance,
            ``term, left, keyword, right, source, published, article_id, path``. With a column ``source_of``, they
            belong to the row of that source and term.
        """
        name = figure.name
        csv = self._write_table(table, name)
        lines = self._write_table(evidence, f"{name}_sentences") if evidence is not None else ""
        if table.empty:
            return self._missing(name, figure.empty)
        svg, png = draw(figure.draw(table), f"{counts_words(self._corpus)} · corpus {self._corpus.fingerprint[:8]}")
        if self._folder:
            (self._folder / f"{name}.svg").write_bytes(svg)
            (self._folder / f"{name}.png").write_bytes(png)
        files = {"data": csv, "svg": f"{name}.svg", "png": f"{name}.png"} if self._folder else {}
        alt = clean_text(figure.sentence(table), 1000)
        facts = {"kind": "figure", "name": name, "caption": figure.caption, "alt": alt}
        html = figure_html(svg, table, name, figure.caption, alt, files)
        return Shown(html + (sentences_html(evidence, table, lines) if evidence is not None else ""), alt, facts)

    def quotes(
        self,
        table: pd.DataFrame,
        name: str,
        *,
        caption: str = "",
        rows: int = 12,
        missing: str = "",
    ) -> Shown:
        """Write concordance lines to ``<name>.csv`` and show the first as quotations with the keyword marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``term, left, keyword, right, source, published, article_id, path``.
        rows : int
            Lines to show, as many of each term.
        name, caption, missing
            As in `table`.
        """
        csv = self._write_table(table, name)
        caption, missing = _texts(name, caption, missing)
        if table.empty:
            return self._missing(name, missing)
        lines = table.groupby("term", sort=False).head(max(rows // table["term"].nunique(), 1)).head(rows)
        text = "\n".join([caption, *(lines["left"] + "[" + lines["keyword"] + "]" + lines["right"])])
        return Shown(quotes_html(lines, name, caption, len(table), csv), text, {"kind": "quotes", "name": name})

    def versions(self, table: pd.DataFrame, name: str, *, caption: str = "", missing: str = "") -> Shown:
        """Write a comparison of versions to ``<name>.csv`` and show them side by side, what differs marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``group, earlier_id, later_id, change, earlier, later``, one row per sentence.
        name, caption, missing
            As in `table`.
        """
        csv = self._write_table(table, name)
        caption, missing = _texts(name, caption, missing)
        if table.empty:
            return self._missing(name, missing)
        changed = table[table["change"] != "same"]
        text = "\n".join(f"- {a}\n+ {b}" for a, b in zip(changed["earlier"], changed["later"], strict=True))
        return Shown(versions_html(table, name, caption, csv), f"{caption}\n{text}", {"kind": "versions", "name": name})

    def files(
        self, write: Callable[[Path], list[str]], *, caption: str, missing: str = "No files are written."
    ) -> Shown:
        """Write files of another form beside the tables, and link to them.

        Parameters
        ----------
        write : callable
            Writes into a folder and returns the names of the files.
        caption, missing
            As in `table`; ``missing`` also when nothing is written because there is no report folder.
        """
        if self._folder is None:
            return self.note(missing)
        names = write(self._folder)
        if not names:
            return self.note(missing)
        return Shown(files_html(names, caption), f"{caption} {', '.join(names)}", {"kind": "files"})

    def note(self, text: str | list[str]) -> Shown:
        """Show a paragraph of plain text, or a list with a point for each of several."""
        lines = [text] if isinstance(text, str) else text
        return Shown(note_html(text), "\n".join(lines), {"kind": "note"})

    def findings(self, table: pd.DataFrame) -> Shown:
        """Write what stands out to ``findings.csv`` and show it; the index page picks from it.

        Parameters
        ----------
        table : DataFrame
            Columns ``sentence, q, detail, anchor``: the claim with its number, the false discovery rate it is made at
            (missing if it is no test), what it rests on, and the name of the figure or table that shows it.
        """
        self._write_table(table, "findings")
        if table.empty:
            return self.note("Nothing stands out.")
        facts = {"kind": "findings", "name": "findings"}
        return Shown(findings_html(table), "\n".join(table["sentence"].astype(str)), facts)

    def changes(self) -> Shown:
        """Say what changed since the earlier report; called when all tables are written."""
        if self._previous is None:
            return self.note("No earlier report was named (parameter previous).")
        if self._folder is None:
            return self.note("An earlier report is compared with one that is written: set report_dir.")
        if not self._previous.is_dir():
            return self._missing("changes", f"The earlier report has no page {self._previous.name}.")
        return show_changes(compare_pages(self._previous, self._folder))

    def made_with(self) -> Shown:
        """Show what the report was made from, with nothing that varies between runs."""
        lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        html = made_html(self._corpus, lock, digest_tables(self._previous.parent) if self._previous else "")
        text = f"{counts_words(self._corpus)}, corpus {self._corpus.fingerprint[:16]}, lock {lock[:16]}."
        return Shown(html, text, corpus_facts(self._corpus, lock))

    def _missing(self, name: str, sentence: str) -> Shown:
        return Shown(missing_html(name, sentence), sentence, {"kind": "note"})

    def _write_table(self, table: pd.DataFrame, name: str) -> str:
        """Write the table, and return its file name ("" if nothing is written)."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot be the name of a table or figure: letters, digits and _ only")
        # A person may run a cell again, which writes its own file again; two cells may not share a name.
        if self._folder and name in self._tables and not self._rerun:
            raise ValueError(f"there is already a table or figure {name!r} in this report")
        self._tables[name] = table.copy()
        if self._folder is None:
            return ""
        write_csv(table, self._folder / f"{name}.csv")
        return f"{name}.csv"


def _texts(name: str, caption: str, missing: str) -> tuple[str, str]:
    """Take caption and words for no rows from the declared table, unless they are given."""
    declared = find(name)
    own = (
        (declared.caption, declared.if_empty) if declared else (name.replace("_", " ").capitalize(), "Nothing to list.")
    )
    return caption or own[0], missing or own[1]


def open_report(
    report_dir: Path | None, corpus: Evidence, previous: Path | None = None, *, rerun: bool = False
) -> Report:
    """Open the report of a notebook.

    Parameters
    ----------
    report_dir : Path or None
        Folder to write to; None shows everything and writes nothing.
    corpus : Corpus
        Its articles, independent texts and fingerprint are shown with every figure.
    previous : Path or None
        Folder of the same page in an earlier report, to say what changed.
    rerun : bool
        Whether a cell may be run again and replace what it wrote.
    """
    if report_dir:
        report_dir.mkdir(parents=True, exist_ok=True)
    return Report(report_dir, corpus, previous, rerun)
