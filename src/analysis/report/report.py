"""The report of one notebook: every table and figure under one name, on disk and in the notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.cache import keep
from analysis.diff import compare_pages
from analysis.errors import AnalysisError
from analysis.report.csv_files import digest_tables, write_csv
from analysis.report.drawings import draw_files, evidence_line
from analysis.report.methods import as_bibtex, as_csl, citation_entries, methods_paragraph
from analysis.report.outputs import (
    Output,
    show_changes,
    show_example,
    show_figure,
    show_findings,
    show_missing,
    show_note,
    show_nothing,
    show_quotes,
    show_table,
    show_versions,
)
from analysis.report.templating import render_output
from analysis.session import LOCK
from analysis.tables import find
from analysis.tables.findings import Finding, findings_table, pictures_table
from analysis.vocabulary import MIN_TEXTS_FOR_FINDINGS, OTHER_SOURCES
from analysis.wording import one_line, plural

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.figures import ReportFigure


class Report:
    """Shows tables, figures, quotes and findings, and writes each under its name; `data` gives its table back."""

    def __init__(self, folder: Path | None, corpus: Corpus, previous: Path | None = None, rerun: bool = False) -> None:
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

    def table(
        self, table: pd.DataFrame, name: str, *, caption: str = "", rows: int = 10, folded: bool = False
    ) -> Output:
        """Write a table to ``<name>.csv`` and show its first rows and the columns a reader wants.

        Parameters
        ----------
        table : DataFrame
            In the order to be read; the first column names the rows.
        name : str
            Of a table in `analysis.tables`, or of one of your own; each is used once in a report.
        caption : str
            What a row is, in which unit and order; empty for the caption of the declared table.
        rows : int
            Rows to show; 0 for a link alone.
        folded : bool
            Whether the table opens when its caption is clicked.

        Raises
        ------
        ValueError
            When the name is declared in `analysis.tables` with other columns.
        """
        csv = self._write_table(table, name)
        if table.empty:
            return show_missing(name, _if_empty(name), on_page=not folded)
        return show_table(table, name, caption or _caption(name), rows, csv, folded)

    def figure(self, figure: ReportFigure, table: pd.DataFrame, *, evidence: pd.DataFrame | None = None) -> Output:
        """Draw a table and show the figure, or say that there is none.

        Written are ``<name>.csv``, and of a figure ``<name>.svg``, ``.narrow.svg`` (for phones) and ``.png``.

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
        if evidence is not None:
            self._write_table(evidence, f"{name}_sentences")
        if instead := figure.empty if table.empty else figure.nothing(table):
            return show_missing(name, instead, csv if len(table) else "")
        corpus = self._corpus
        evidence_words = evidence_line(len(corpus.articles), corpus.independent_texts, corpus.fingerprint)
        drawing = self._draw(figure, table, evidence_words)
        if self._folder:
            for suffix, content in drawing.items():
                (self._folder / f"{name}.{suffix}").write_bytes(content)
        files = {"data": csv, "svg": f"{name}.svg", "png": f"{name}.png"} if self._folder else {}
        facts = {"name": name, "caption": figure.caption, "alt": one_line(figure.sentence(table), 1000)}
        return show_figure(drawing, table, facts, files, evidence)

    def quotes(self, table: pd.DataFrame, name: str, *, rows: int = 12) -> Output:
        """Write concordance lines to ``<name>.csv`` and show the first as quotations with the keyword marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``term, left, keyword, right, source, published, article_id, path``.
        name : str
            As in `table`.
        rows : int
            Lines to show, as many of each term.
        """
        csv = self._write_table(table, name)
        if table.empty:
            return show_missing(name, _if_empty(name))
        return show_quotes(table, name, _caption(name), rows, csv)

    def versions(self, table: pd.DataFrame, name: str) -> Output:
        """Write a comparison of versions to ``<name>.csv`` and show them side by side, what differs marked.

        Parameters
        ----------
        table : DataFrame
            Columns ``group, earlier_id, later_id, change, earlier, later, title``, one row per sentence.
        name : str
            As in `table`.
        """
        csv = self._write_table(table, name)
        return show_missing(name, _if_empty(name)) if table.empty else show_versions(table, name, _caption(name), csv)

    def files(self, write: Callable[[Path], list[str]], *, caption: str) -> Output:
        """Write files of another form beside the tables, and link to them; a page is silent where there are none.

        Parameters
        ----------
        write : callable
            Writes into a folder and returns the names of the files.
        caption : str
            As in `table`.
        """
        if not self._folder or not (names := write(self._folder)):
            return show_nothing("No files are written.")
        html = render_output("files", names=names, caption=caption)
        return Output(html, f"{caption} {', '.join(names)}", {"kind": "files"})

    def note(self, text: str | list[str]) -> Output:
        """Show a paragraph of plain text, or a list with a point for each of several."""
        return show_note(text[0] if isinstance(text, list) and len(text) == 1 else text)

    def example(self, text: str, *, caption: str) -> Output:
        """Show lines of a file to copy, in a box below the words that say what for."""
        return show_example(text, caption)

    def findings(self, findings: Sequence[Finding], nothing: str = "Nothing stands out.") -> Output:
        """Write what stands out to ``findings.csv`` and ``finding_pictures.csv``, and show it.

        The index page picks from it.

        Parameters
        ----------
        findings : sequence of Finding
            In the order to be read; of a corpus with under 20 independent texts none is shown.
        nothing : str
            Said when there is none.
        """
        few = self._corpus.independent_texts < MIN_TEXTS_FOR_FINDINGS
        table, pictures = findings_table([] if few else findings), pictures_table([] if few else findings)
        self._write_table(table, "findings")
        self._write_table(pictures, "finding_pictures")
        if few:
            texts = plural(self._corpus.independent_texts, "independent text")
            return show_note(f"Too few articles for findings: {texts}; at least {MIN_TEXTS_FOR_FINDINGS} are needed.")
        return show_note(nothing) if table.empty else show_findings(table, pictures)

    def changes(self) -> Output:
        """Say what changed since the earlier report; called when all tables are written."""
        if self._previous is None:
            return show_nothing("There is no earlier report to compare with; name one in the parameter previous.")
        if self._folder is None:
            return show_nothing("Nothing is written, so nothing is compared with the earlier report; set report_dir.")
        if not self._previous.is_dir():
            return show_missing("changes", f"The earlier report has no page {self._previous.name}.")
        return show_changes(compare_pages(self._previous, self._folder))

    def made_with(self, seed: int | None = None) -> Output:
        """Describe in a paragraph to print what the page did, and say how to cite it; nothing varies between runs.

        Written are ``citation.bib`` and ``citation.json`` (CSL).

        Parameters
        ----------
        seed : int, optional
            Of the page's random draws.
        """
        facts = _corpus_facts(self._corpus, hashlib.sha256(LOCK.read_bytes()).hexdigest())
        earlier = digest_tables(self._previous.parent)[:16] if self._previous else ""
        entries = citation_entries(facts)
        citations = {"citation.bib": as_bibtex(entries), "citation.json": as_csl(entries)}
        if self._folder:
            for name, text in citations.items():
                (self._folder / name).write_text(text, encoding="utf-8")
        words = methods_paragraph(self._corpus, self._tables, facts, seed)
        html = render_output("made_with", words=words, earlier=earlier, citations=citations, linked=bool(self._folder))
        return Output(html, words, facts)

    def _draw(self, figure: ReportFigure, table: pd.DataFrame, line: str) -> dict[str, bytes]:
        """Draw a figure; one of the package is not drawn again as long as its table and the fonts stay the same."""
        from analysis import figures
        from analysis.figures.labels import font_files

        with_png = self._folder is not None

        def draw() -> dict[str, bytes]:
            return draw_files(figure, table, line, with_png=with_png)

        if getattr(figures, figure.name, None) is not figure:
            return draw()
        # Other fonts draw other letters.
        return keep(self._corpus.engine, "draw_files", lambda: [figure.name, table, line, with_png, font_files()], draw)

    def _write_table(self, table: pd.DataFrame, name: str) -> str:
        """Write the table, and return its file name ("" if nothing is written)."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot be the name of a table or figure: letters, digits and _ only")
        # A person may run a cell again, which writes its own file again; two cells may not share a name.
        if self._folder and name in self._tables and not self._rerun:
            raise ValueError(f"there is already a table or figure {name!r} in this report")
        _check_columns(table, name)
        self._tables[name] = table.copy()
        if self._folder is None:
            return ""
        write_csv(table, self._folder / f"{name}.csv")
        return f"{name}.csv"


def _check_columns(table: pd.DataFrame, name: str) -> None:
    declared = find(name)
    if declared is None:
        return
    expected = [column.name for column in declared.columns if not column.optional or column.name in table]
    if list(table.columns) != expected:
        raise ValueError(
            f"the table {name!r} is declared with the columns {', '.join(expected)}, not {', '.join(map(str, table))};"
            " give a table of your own another name"
        )


def _caption(name: str) -> str:
    declared = find(name)
    return (declared.caption or f"One row is {declared.row}.") if declared else name.replace("_", " ").capitalize()


def _if_empty(name: str) -> str:
    declared = find(name)
    return declared.if_empty if declared else "Nothing to list."


def _corpus_facts(corpus: Corpus, lock: str) -> dict[str, Any]:
    """List what the index tells about the corpus; ``lock`` is the SHA-256 of the lock file."""
    dates = corpus.articles["published"].dropna()
    source, outlet = corpus.articles["source"], corpus.articles["outlet"]
    joined = source == OTHER_SOURCES
    return {
        "kind": "corpus",
        "title": one_line(corpus.title),
        "articles": len(corpus.articles),
        "independent_texts": int(corpus.independent_texts),
        "sources": int(source[~joined].nunique()),
        "joined": int(outlet[joined].nunique()),
        "noun": "outlet" if bool(((source == outlet) | joined).all()) else "group",
        "first": f"{dates.min():%Y-%m-%d}" if len(dates) else "",
        "last": f"{dates.max():%Y-%m-%d}" if len(dates) else "",
        "undated": len(corpus.articles) - len(dates),
        "choice": one_line(corpus.choice_line),
        "refused": len(corpus.refused),
        "conflicts": len(corpus.conflicts),
        "fingerprint": corpus.fingerprint,
        "lock": lock,
    }


def open_report(
    report_dir: str | Path | None, corpus: Corpus, previous: Path | None = None, *, rerun: bool = False
) -> Report:
    """Open the report of a notebook.

    Parameters
    ----------
    report_dir : str, Path or None
        Folder to write to; None or "" shows everything and writes nothing.
    corpus : Corpus
        Its articles, independent texts and fingerprint are shown with every figure.
    previous : Path or None
        Folder of the same page in an earlier report, to say what changed.
    rerun : bool
        Whether a cell may be run again and replace what it wrote.
    """
    folder = Path(report_dir) if report_dir else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    return Report(folder, corpus, previous, rerun)
