"""The codebook: every declared table, once, with all its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis import tables
from analysis.tables import Column, Table, codebook, corpus_tables, source_tables, term_tables, topic_tables

TERMS = Table(
    "terms",
    row="one term",
    key=("term",),
    order="by term",
    columns=(Column("term", "text", "word | phrase"), Column("count", "integer", "uses", "uses", optional=True)),
)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    other = TERMS.extended("other", [Column("q", "number", "false discovery rate")])
    top = replace(TERMS, name="top_terms", row="one top term")
    monkeypatch.setattr(codebook, "registry", lambda: {"words": (TERMS, other, top)})


@pytest.mark.usefixtures("declared")
def test_tables_of_the_same_columns_share_a_section() -> None:
    text = codebook.codebook()
    assert text.count("### ") == 2
    assert "### terms, top_terms\n\n- `terms.csv`: one row is one term; key `term`; order: by term.\n" in text
    assert "- `top_terms.csv`: one row is one top term;" in text
    assert "| `term` | text |  | word \\| phrase |\n| `count` | integer | uses | uses (not in every report) |\n" in text


@pytest.mark.usefixtures("declared")
def test_a_document_that_is_not_up_to_date_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook, "_DOCS", tmp_path)
    codebook.main([])
    codebook.main(["--check"])
    (tmp_path / "codebook.md").write_text("old")
    with pytest.raises(SystemExit, match=r"codebook.md is not up to date; run make codebook"):
        codebook.main(["--check"])


def test_each_table_is_declared_once_and_its_key_and_columns_are_sound() -> None:
    declared = [table for page in tables.registry().values() for table in page]
    names = [table.name for table in declared]
    assert len(names) == len(set(names))
    for table in declared:
        assert set(table.key) <= set(table.names), table.name
        assert len(table.names) == len(set(table.names)), table.name
        assert all(column.meaning for column in table.columns), table.name
        assert tables.find(table.name) is table
    assert tables.find("a_table_of_ones_own") is None


def test_every_declared_table_is_listed() -> None:
    # Shapes that others are made from, or that no page shows.
    not_shown = {"sentences", "mentions", "shares_of_topics"}
    for module in (corpus_tables, term_tables, topic_tables, source_tables):
        declared = {table.name for table in vars(module).values() if isinstance(table, Table)}
        listed = {table.name for tables in codebook.registry().values() for table in tables}
        assert declared - listed <= not_shown, f"{module.__name__}: add the table to TABLES"
