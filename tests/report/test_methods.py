"""The paragraph on methods and the citations: this run's numbers, and entries other programs read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from report_folder import VALUES, html_of

from analysis.report import open_report
from analysis.report.methods import OF_TABLE, SOFTWARE, as_bibtex, as_csl, citation_entries
from analysis.session import PROJECT
from analysis.tables import find

FACTS = {
    "title": "News & {views}, 5 %", "articles": 3, "independent_texts": 2, "sources": 2, "joined": 0, "noun": "outlet",
    "first": "2024-03-03", "last": "2024-03-09", "fingerprint": "9f3c2a1b" * 8, "lock": "ab" * 32,
}  # fmt: skip


def test_the_paragraph_has_the_numbers_of_the_run(small_corpus: Any) -> None:
    corpus = replace(
        small_corpus,
        refused=pd.DataFrame({"path": ["x"]}),
        filtered=pd.DataFrame({"path": ["y", "z"], "reason": ["source not chosen"] * 2}),
        removed=pd.DataFrame({"text": ["More:", "More:", "Bye."]}),
        language="es",
        choice=("of a and b", "that mention “flood”"),
    )
    words = repr(open_report(None, corpus).made_with(seed=7))
    assert words.startswith(
        "The corpus holds 3 articles from 2 outlets, 3 Mar – 9 Mar 2024, only those of a and b and that mention "
        "“flood”; 1 more could not be used and 2 more were left out by the parameters "
        "(source not chosen). Texts that share at least 60% of their eight-word runs were counted once, which left "
        "2 independent texts. 2 repeated strings"
    )
    assert "counted as Spanish" in words
    assert ", seed 7) from the articles 9f3c2a1b9f3c2a1b" in words
    assert "Clear" not in words


@pytest.mark.parametrize("name", OF_TABLE)
def test_each_kind_of_table_adds_its_method(name: str, small_corpus: Any) -> None:
    declared = find(name)
    assert declared is not None
    report = open_report(None, small_corpus)
    report.table(pd.DataFrame({column.name: [VALUES[column.kind]] for column in declared.columns}), name)
    said = OF_TABLE[name](report.data(name))
    assert said in repr(report.made_with())
    assert "seed" not in repr(report.made_with())
    assert ("1 clear difference" in said) == ("tier" in report.data(name))


def test_the_citations_are_files_and_copied_from_the_page(small_corpus: Any, tmp_path: Path) -> None:
    html = html_of(open_report(tmp_path, small_corpus).made_with())
    assert '<a href="citation.bib">' in html
    entries = json.loads((tmp_path / "citation.json").read_text(encoding="utf-8"))
    assert [entry["type"] for entry in entries] == ["dataset", "report", "software"]
    assert "@misc{corpus-9f3c2a1b," in (tmp_path / "citation.bib").read_text(encoding="utf-8")
    assert "@misc{corpus-9f3c2a1b," in html
    assert "<a " not in html_of(open_report(None, small_corpus).made_with())


def test_bibtex_keeps_what_is_special_to_it() -> None:
    bibtex = as_bibtex(citation_entries(FACTS))
    assert r"title = {{News \& \{views\}, 5 \%}}" in bibtex
    plain = re.sub(r"\\[{}]", "", bibtex)
    assert plain.count("{") == plain.count("}")
    assert json.loads(as_csl(citation_entries(FACTS)))[0]["title"] == FACTS["title"]


def test_the_program_is_cited_as_it_says_itself() -> None:
    told = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {name: told[name] for name in ("title", "version")} == {
        name: SOFTWARE[name] for name in ("title", "version")
    }
    assert SOFTWARE["author"] == [{"literal": author["name"]} for author in told["authors"]]


def test_articles_that_were_chosen_are_another_entry_that_says_which() -> None:
    whole = citation_entries(FACTS)[0]
    chosen = citation_entries({**FACTS, "choice": "Only articles that mention “flood”: 3 of 9."})[0]
    assert chosen["id"].startswith(whole["id"] + "-")
    assert "; only articles that mention “flood”: 3 of 9; fingerprint" in chosen["note"]
