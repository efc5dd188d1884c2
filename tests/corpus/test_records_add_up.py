"""Records used, refused and filtered are the records found: for any mix of good and bad ones, in any form."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

from corpus_files import load_folder, write_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.corpus import record_table
from analysis.errors import CorpusError

# What a record is -> what must become of it when articles since 2024 of the sources S and T are asked for.
FATES = {
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
KINDS = st.lists(st.sampled_from(sorted(FATES)), max_size=8)


def record(kind: str, number: int) -> dict[str, str]:
    dates = {"early": "2020-01-01", "undated": "", "badly dated": "31/12/2024"}
    texts = {"no text": " ", "copy": "The copied story.", "the same again": "The first record of all."}
    ids = {"the same again": "first", "second text with a used id": "first"}
    return {
        "id": ids.get(kind, f"id {number}"),
        "text": texts.get(kind, f"Story number {number} of its own."),
        "source": {"no source": "", "other source": "U", "the same again": "S"}.get(kind, "ST"[number % 2]),
        "date": dates.get(kind, "2024-03-04"),
    }


def jsonl(records: list[tuple[str, dict[str, str]]]) -> str:
    return "\n".join("{oops" if kind == "broken" else json.dumps(fields) for kind, fields in records)


def table(records: list[tuple[str, dict[str, str]]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", "text", "source", "date"])
    writer.writerows([*fields.values()][: 3 if kind == "broken" else 4] for kind, fields in records)
    return file.getvalue()


def text_files(records: list[tuple[str, dict[str, str]]]) -> dict[str, str | bytes]:
    """Write what a text file can be: other kinds are left to the tables."""
    possible = ("good", "copy", "early", "undated", "no text", "broken")
    return {
        f"{fields['source']}/{fields['date']}{'-' if fields['date'] else ''}{fields['id']}.txt": (
            b"T\n\n\xff" if kind == "broken" else f"T\n\n{fields['text']}"
        )
        for kind, fields in records
        if kind in possible
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(in_lines=KINDS, in_rows=KINDS, in_files=KINDS)
def test_every_record_found_has_its_fate(in_lines: list[str], in_rows: list[str], in_files: list[str]) -> None:
    first = {"id": "first", "text": "The first record of all.", "source": "S", "date": "2024-03-04"}
    lines = [("good", first), *((kind, record(kind, i)) for i, kind in enumerate(in_lines))]
    rows = [(kind, record(kind, 100 + i)) for i, kind in enumerate(in_rows)]
    files = text_files([(kind, record(kind, 200 + i)) for i, kind in enumerate(in_files)])
    in_files = [kind for kind in in_files if kind in ("good", "copy", "early", "undated", "no text", "broken")]
    expected = [FATES[kind] for kind in ["good", *in_lines, *in_rows, *in_files]] + ["refused"] * (not rows)
    content = {"a.jsonl": jsonl(lines), "b.csv": table(rows), **files}
    with tempfile.TemporaryDirectory() as folder:
        paths.INTERIM = Path(folder, "interim")  # put back by the fixture of this folder
        corpus = load_folder(write_files(Path(folder, "corpus"), content), since="2024-01-01", sources=_known(content))
        assert len(corpus.articles) == expected.count("used")
        assert len(corpus.refused) == expected.count("refused")
        assert len(corpus.filtered) == expected.count("filtered")
        found, used, _, filtered, refused = record_table(corpus)["records"]
        assert found == used + filtered + refused == len(expected)
        assert corpus.articles["article_id"].is_unique
        places = [*zip(corpus.refused["path"], corpus.refused["line"], strict=True)]
        assert len(set(places)) == len(places)


def _known(content: dict[str, str | bytes]) -> list[str]:
    """Ask for S and T, as far as there are such: a source that does not exist stops the run."""
    return [name for name in "ST" if name == "S" or '"T"' in str(content["a.jsonl"])]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(st.sampled_from(["no text", "no source", "broken"]), min_size=1, max_size=8))
def test_nothing_usable_says_how_many_were_refused(kinds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths.INTERIM = Path(folder, "interim")
        corpus = write_files(
            Path(folder, "corpus"), {"a.jsonl": jsonl([(k, record(k, i)) for i, k in enumerate(kinds)])}
        )
        try:
            load_folder(corpus)
        except CorpusError as error:
            assert str(len(kinds)) in str(error)
            assert "a.jsonl, line 1: " in str(error)
        else:
            raise AssertionError("nothing was usable")
