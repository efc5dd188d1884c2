"""What goes into papers: LaTeX that compiles, Word, figures, methods, citations."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attacks import HOSTILE, PNG
from docx import Document

from analysis import figures
from analysis.export import export_report
from analysis.export.latex import escape_latex, latex_document, latex_table
from analysis.export.shown_tables import ShownTable
from analysis.wording import one_line

ENGINES = [engine for engine in ("tectonic", "lualatex", "xelatex", "pdflatex") if shutil.which(engine)]


def test_text_means_nothing_to_latex() -> None:
    assert escape_latex(r"\input{x} 5% a_b $2 #1 x^2 ~ A&B") == (
        r"\textbackslash{}input\{x\} 5\% a\_b \$2 \#1 x\textasciicircum{}2 \textasciitilde{} A\&B"
    )
    assert escape_latex("[2cm] * -- ''") == "{[}2cm{]} {*} -{}- '{}'"


def test_a_long_table_breaks_over_pages_and_a_short_one_floats() -> None:
    rows = [(f"a {i}", "1") for i in range(41)]
    table = ShownTable("mine", "Page", "Mine.", "", ("name", "uses in a corpus"), (False, True), rows)
    assert latex_table(table).count(r"\begin{longtable}{@{}lr@{}}") == 1
    first, _, others = latex_table(table).partition(r"\endfirsthead")
    assert first.count(r"\label{tab:mine}") == 1
    assert not re.search(r"\\caption|\\label", others)  # of a page further on the headings alone
    assert others.count(r"\\") == 41 + 2
    short = ShownTable("mine", "Page", "Mine.", "", table.headings, table.are_numbers, rows[:1])
    assert r"\begin{table}" in latex_table(short)
    assert r"\label{tab:mine}" in latex_table(short)
    long = ShownTable("mine", "Page", "Mine.", "", ("",), (False,), [("word " * 300,)] * 10)
    assert r"\begin{longtable}{@{}>{\raggedright\arraybackslash}p{0.98\linewidth}@{}}" in latex_table(long)
    assert latex_document([table, short]).count(r"\input{tables/mine}") == 2


def test_tables_in_latex_are_those_of_the_pages(out: Path) -> None:
    names = {path.stem for path in (out / "tables").iterdir()}
    assert names == {"articles", "terms", "top_terms", "my_table", "mine"}  # refused is empty, findings are sentences
    shown = (out / "tables" / "articles.tex").read_text(encoding="utf-8")
    assert "The first 1 of 2 rows." in shown
    assert {*re.findall(r"^\\input\{tables/(\w+)\}", (out / "tables.tex").read_text(encoding="utf-8"), re.M)} == names


def test_word_has_the_same_tables(out: Path) -> None:
    document = Document(str(out / "tables.docx"))
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert len(captions) == len(document.tables) == 5
    title = "The most used words and names. "
    assert captions[2] == f"{title}{figures.top_terms.caption}"
    assert rf"\caption[{title.strip()}]{{\textbf{{{title.strip()}}}" in (out / "tables" / "top_terms.tex").read_text(
        "utf-8"
    )
    assert captions[3] == "=Mine & [yours] \\end{table}"
    mine = document.tables[3]
    assert [cell.text for cell in mine.rows[0].cells][:3] == ["ID", "text (%)", "Text "]
    written = {row.cells[1].text for row in mine.rows[1:]}
    assert {one_line(text).replace("\ufffe", "") or "" for text in HOSTILE} <= written


def test_figures_of_ours_are_drawn_again_and_others_copied(out: Path, reports: Path) -> None:
    assert {path.name for path in (out / "figures").iterdir()} == {
        "top_terms.pdf",
        "mine.svg",
        "mine.png",
        "my_page-1.png",
    }
    assert (out / "figures" / "my_page-1.png").read_bytes() == PNG
    pdf = (out / "figures" / "top_terms.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile2" in pdf  # TrueType, in the file
    assert not re.search(rb"CreationDate|ModDate|Matplotlib", pdf)
    assert (out / "figures" / "mine.svg").read_bytes() == (reports / "my_page" / "mine.svg").read_bytes()


def test_methods_say_once_what_all_pages_share(out: Path) -> None:
    text = (out / "methods.md").read_text(encoding="utf-8")
    headings = re.findall("^## (.*)$", text, re.MULTILINE)
    assert headings == ["All pages", "Page term_frequency"]
    assert text.count("The corpus holds 3 articles") == 1
    assert text.count("Frequencies are uses per million words") == 1
    assert text.count("Computed with news-analysis") == 1


def test_citations_come_once(out: Path) -> None:
    text = (out / "citation.bib").read_text(encoding="utf-8")
    assert re.findall(r"^@misc\{(.*),$", text, re.MULTILINE) == ["corpus-9f3c2a1b", "report-9f3c2a1b", "news-analysis"]


def test_different_citations_with_one_id_are_kept_apart(reports: Path, tmp_path: Path) -> None:
    shutil.copytree(reports, tmp_path / "reports")
    file = tmp_path / "reports" / "my_page" / "citation.json"
    entries = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps([{**entries[0], "title": "Other"}, *entries[1:]]), encoding="utf-8")
    export_report(tmp_path / "reports", tmp_path / "out")
    text = (tmp_path / "out" / "citation.bib").read_text(encoding="utf-8")
    assert re.findall(r"^@misc\{(corpus.*),$", text, re.MULTILINE) == ["corpus-9f3c2a1b", "corpus-9f3c2a1b-2"]


def test_csv_files_alone_are_enough(reports: Path, tmp_path: Path) -> None:
    shutil.copytree(reports, tmp_path / "reports", ignore=shutil.ignore_patterns("*.ipynb", "citation.*"))
    said = export_report(tmp_path / "reports", tmp_path / "out")
    assert said[:2] == ["No methods.md: the pages have no executed notebook.", "No citation.bib: the pages have none."]
    assert (tmp_path / "out" / "figures" / "top_terms.pdf").is_file()
    assert (tmp_path / "out" / "tables" / "top_terms.tex").is_file()


def test_without_python_docx_one_sentence_says_so(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    said = export_report(reports, tmp_path / "out")
    assert said[0] == "No tables.docx: python-docx is not installed."
    assert not (tmp_path / "out" / "tables.docx").exists()


@pytest.mark.trial
@pytest.mark.skipif(not ENGINES, reason="no LaTeX here")
@pytest.mark.parametrize("engine", ENGINES)
def test_latex_compiles(out: Path, tmp_path: Path, engine: str) -> None:
    shutil.copytree(out, tmp_path / "out")
    if engine == "pdflatex":  # it has Latin letters alone, and says so
        table = tmp_path / "out" / "tables" / "my_table.tex"
        latin = re.sub("[日本🦔\ufffe]", "", table.read_text(encoding="utf-8"))
        table.write_text(latin, encoding="utf-8")
        document = tmp_path / "out" / "tables.tex"
        text = document.read_text(encoding="utf-8")
        assert r"\PackageError" in text
        document.write_text(re.sub(r".*\\PackageError.*", "", text), encoding="utf-8")
    how = ["tectonic"] if engine == "tectonic" else [engine, "-interaction=nonstopmode", "-halt-on-error"]
    done = subprocess.run([*how, "tables.tex"], cwd=tmp_path / "out", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert (tmp_path / "out" / "tables.pdf").stat().st_size > 5000
