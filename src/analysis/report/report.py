"""The report of one notebook: every table and figure under one name, on disk and in the notebook."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from html import escape
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis.diff import compare_pages
from analysis.paths import LOCK, project_path
from analysis.report.csv_file import digest_tables, write_csv
from analysis.report.drawing import draw
from analysis.report.evidence import Evidence, corpus_facts
from analysis.report.html import changes_html, figure_html, files_html, findings_html, quotes_html, table_html
from analysis.report.shown import Shown
from analysis.report.versions import versions_html
from analysis.report.words import clean_text


class Report:
    """Shows tables, figures, quotes and findings, and writes each under its name."""

    def __init__(self, folder: Path | None, corpus: Evidence) -> None:
        self._folder = folder
        self._corpus = corpus
        self._names: set[str] = set()

    def table(
        self, table: pd.DataFrame, name: str, *, caption: str, rows: int = 15, missing: str = "Nothing to list."
    ) -> Shown:
        """Write a table to ``<name>.csv`` and show its first rows.

        Parameters
        ----------
        table : DataFrame
            In the order to be read; the first column names the rows.
        name : str
            A name no other table or figure of this report has.
        caption : str
            Says what a row is, in which unit and order.
        rows : int
            Rows to show.
        missing : str
            Shown instead when the table is empty.
        """
        csv = self._write_table(table, name)
        if table.empty:
            return self._missing(name, missing)
        html = table_html(table, name, caption, rows, csv)
        return Shown(html, f"{caption}\n{table.head(rows).to_string(index=False)}", {"kind": "table", "name": name})

    def figure(
        self,
        plot: Callable[[pd.DataFrame], Figure],
        table: pd.DataFrame,
        name: str,
        *,
        caption: str,
        say: Callable[[pd.DataFrame], str],
        missing: str = "There is nothing to draw.",
    ) -> Shown:
        """Draw a table, write ``<name>.svg``, ``.png`` and ``.csv``, and show the figure.

        Parameters
        ----------
        plot, say : callable
            Make a figure, and one or two sentences that state its finding (the alternative text), of the table.
        table : DataFrame
            What is drawn.
        name, caption, missing
            As in `table`.
        """
        csv = self._write_table(table, name)
        if table.empty:
            return self._missing(name, missing)
        svg, png = draw(plot(table), self._evidence())
        if self._folder:
            (self._folder / f"{name}.svg").write_bytes(svg)
            (self._folder / f"{name}.png").write_bytes(png)
        files = {"data": csv, "svg": f"{name}.svg", "png": f"{name}.png"} if self._folder else {}
        alt = clean_text(say(table), 1000)
        facts = {"kind": "figure", "name": name, "caption": caption, "alt": alt}
        return Shown(figure_html(svg, table, name, caption, alt, files), alt, facts)

    def quotes(
        self,
        table: pd.DataFrame,
        name: str,
        *,
        caption: str,
        rows: int = 12,
        missing: str = "There are no such sentences.",
    ) -> Shown:
        """Write concordance lines to ``<name>.csv`` and show the first as quotations with the keyword marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``left, keyword, right, source, published, article_id, path``.
        name, caption, rows, missing
            As in `table`.
        """
        csv = self._write_table(table, name)
        if table.empty:
            return self._missing(name, missing)
        lines = table.head(rows)
        text = "\n".join(
            f"{a} [{b}] {c}" for a, b, c in zip(lines["left"], lines["keyword"], lines["right"], strict=True)
        )
        return Shown(
            quotes_html(table, name, caption, rows, csv), f"{caption}\n{text}", {"kind": "quotes", "name": name}
        )

    def versions(
        self, table: pd.DataFrame, name: str, *, caption: str, missing: str = "There are no versions to compare."
    ) -> Shown:
        """Write a comparison of versions to ``<name>.csv`` and show them side by side, what differs marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``group, earlier_id, later_id, change, earlier, later``, one row per sentence.
        name, caption, missing
            As in `table`.
        """
        csv = self._write_table(table, name)
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

    def note(self, text: str) -> Shown:
        """Show a paragraph of plain text."""
        return Shown(f'<p class="note">{escape(clean_text(text, 5000))}</p>', text, {"kind": "note"})

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

    def changes(self, previous: str) -> Shown:
        """Say what changed since an earlier report; called when all tables are written.

        Parameters
        ----------
        previous : str
            Folder of all pages of the earlier report, relative to the project; "" for none. The environment variable
            ``ANALYSIS_PREVIOUS``, set by the runner to the earlier page itself, goes before it.
        """
        told = os.environ.get("ANALYSIS_PREVIOUS")
        if not (told or previous):
            return self.note("No earlier report was named (parameter previous).")
        if self._folder is None:
            return self.note("An earlier report is compared with one that is written: set report_dir.")
        page = Path(told) if told else project_path(previous) / self._folder.name
        if not page.is_dir():
            return self._missing("changes", f"The earlier report has no page {page.name}.")
        lines = compare_pages(page, self._folder)
        if not lines:
            return self.note("Nothing changed since the earlier report: the same findings, tables and figures.")
        return Shown(changes_html(lines), "\n".join(lines), {"kind": "changes", "name": "changes"})

    def made_with(self) -> Shown:
        """Show what the report was made from, with nothing that varies between runs."""
        lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        facts = corpus_facts(self._corpus, lock)
        text = f"{self._counts()}, corpus {self._corpus.fingerprint[:16]}, lock {lock[:16]}."
        told = os.environ.get("ANALYSIS_PREVIOUS")
        earlier = f", earlier report <code>{digest_tables(Path(told).parent)[:16]}</code>" if told else ""
        html = (
            f'<p class="made">{escape(self._counts())}, corpus <code>{escape(self._corpus.fingerprint[:16])}</code>, '
            f"lock <code>{lock[:16]}</code>{earlier}. The same articles, lock and parameters give the same bytes.</p>"
        )
        return Shown(html, text, facts)

    def _counts(self) -> str:
        articles, texts = len(self._corpus.articles), self._corpus.independent_texts
        return (
            f"{articles:,} {'article' if articles == 1 else 'articles'} / "
            f"{texts:,} independent {'text' if texts == 1 else 'texts'}"
        )

    def _evidence(self) -> str:
        return f"{self._counts()} · corpus {self._corpus.fingerprint[:8]}"

    def _missing(self, name: str, sentence: str) -> Shown:
        return Shown(
            f'<p class="note missing" id="{escape(name)}">{escape(clean_text(sentence, 5000))}</p>',
            sentence,
            {"kind": "note"},
        )

    def _write_table(self, table: pd.DataFrame, name: str) -> str:
        """Write the table, and return its file name ("" if nothing is written)."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot be the name of a table or figure: letters, digits and _ only")
        if self._folder is None:
            return ""
        # A cell run twice in JupyterLab may write its own file again; two cells of a run may not share a name.
        if name in self._names and "ANALYSIS_REPORT_DIR" in os.environ:
            raise ValueError(f"there is already a table or figure {name!r} in this report")
        self._names.add(name)
        write_csv(table, self._folder / f"{name}.csv")
        return f"{name}.csv"
