"""Rows used, refused and filtered are the rows found: for any mix of good and bad ones, in any type of file."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

from corpus_files import load_folder, write_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import session
from analysis.corpus import outcome_table

# What a row is -> its outcome when articles since 2024 of the sources S and T are asked for.
OUTCOMES = {
    "good": "used",
    "copy": "used",
    "second text with a used id": "used",
    "early": "filtered",
    "undated": "filtered",
    "badly dated": "filtered",
    "other source": "filtered",
    "no text": "refused",
    "no source": "refused",
    "the same again": "refused",
    "broken": "refused",
}
IN_FILES = {"good", "copy", "early", "undated", "no text", "broken"}
KINDS = st.lists(st.sampled_from(sorted(OUTCOMES)), max_size=8)


def row(kind: str, number: int) -> dict[str, str]:
    dates = {"early": "2020-01-01", "undated": "", "badly dated": "31/12/2024"}
    texts = {"no text": " ", "copy": "The copied story.", "the same again": "Story number 0 of its own."}
    ids = {"the same again": "first", "second text with a used id": "first"}
    return {
        "id": ids.get(kind, f"id {number}"),
        "text": texts.get(kind, f"Story number {number} of its own."),
        "source": {"no source": "", "other source": "U", "the same again": "S"}.get(kind, "ST"[number % 2]),
        "date": dates.get(kind, "2024-03-04"),
    }


def jsonl(rows: list[tuple[str, dict[str, str]]]) -> str:
    return "\n".join("{oops" if kind == "broken" else json.dumps(fields) for kind, fields in rows)


def table(rows: list[tuple[str, dict[str, str]]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", "text", "source", "date"])
    writer.writerows([*fields.values()][: 1 if kind == "broken" else 4] for kind, fields in rows)
    return file.getvalue()


def text_files(rows: list[tuple[str, dict[str, str]]]) -> dict[str, str | bytes]:
    return {
        f"{fields['source']}/{fields['date']}{'-' if fields['date'] else ''}{fields['id']}.txt": (
            b"T\n\n\xff" if kind == "broken" else f"T\n\n{fields['text']}"
        )
        for kind, fields in rows
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(in_lines=KINDS, in_rows=KINDS, in_files=st.lists(st.sampled_from(sorted(IN_FILES)), max_size=5))
def test_every_row_found_has_its_outcome(in_lines: list[str], in_rows: list[str], in_files: list[str]) -> None:
    first = [("good", {**row("good", i), "id": name}) for i, name in enumerate(["first", "second"])]
    content = {
        "a.jsonl": jsonl([*first, *((kind, row(kind, 10 + i)) for i, kind in enumerate(in_lines))]),
        "b.csv": table([(kind, row(kind, 100 + i)) for i, kind in enumerate(in_rows)]),
        **text_files([(kind, row(kind, 200 + i)) for i, kind in enumerate(in_files)]),
    }
    # A table without rows is refused as a whole.
    expected = ["used", "used", *(OUTCOMES[kind] for kind in [*in_lines, *in_rows, *in_files])]
    expected += [] if in_rows else ["refused"]
    with tempfile.TemporaryDirectory() as folder:
        session.INTERIM = Path(folder, "interim")  # put back by the fixture of this folder
        corpus = load_folder(write_files(Path(folder, "corpus"), content), since="2024-01-01", sources=["S", "T"])
        assert len(corpus.articles) == expected.count("used")
        assert len(corpus.refused) == expected.count("refused")
        assert len(corpus.filtered) == expected.count("filtered")
        found, used, _, _, filtered, refused = outcome_table(corpus)["articles"]
        assert found == used + filtered + refused == len(expected)
        assert corpus.articles["article_id"].is_unique
        places = [*zip(corpus.refused["path"], corpus.refused["line"], strict=True)]
        assert len(set(places)) == len(places)
