"""What would be loaded, told as text; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_files import WriteFiles, advice, tale, tales

from analysis import session
from analysis.corpus import check_corpus
from analysis.errors import CorpusError

FILES = {f"S/2024-03-{i + 1:02}.txt": f"Title {i}\n\nStory {i}.\n\n© 2011 The Tern." for i in range(12)}


def test_everything_found_is_told(write: WriteFiles) -> None:
    folder = write({**FILES, "t.csv": "text,source\na copy,T\na copy,T\nragged\n", "S/bad.txt": "A title"})
    told = check_corpus(str(folder), full=True)
    assert "16 articles or rows found: 14 used, 2 refused" in told
    assert "13 independent texts; 1 copy" in told
    assert "1 Mar – 12 Mar 2024; 2 undated" in told
    for part in (
        "  S | 12 | 12 | 24 | 2024-03-01 | 2024-03-12 | 2.0 | 2.0 | 2.0",
        "  T | 2 | 1 | 4 |  |  | 2.0 | 2.0 | 2.0",
        "  txt | utf-8 | 13 | 12 | 1 | 0",
        "  csv | utf-8 | 1 | 2 | 1 | 0",
        "  t.csv | utf-8 | text=text, source=source | 2",
        "  1 field where the header has 2 | 1",
        "  2 | 1 |  | t/2; t/3",
        "  S/bad.txt | 1 | S/bad | only a title line: no text below it",
        "  t.csv | 4 |  | 1 field where the header has 2",
        "  S | 12 | © 2011 The Tern. | S/2024-03-01; S/2024-03-02",
        "  S | year in the copyright line | 2011 | 12",
        "  T | 1",
    ):
        assert part in told.splitlines()


def test_what_a_run_leaves_out_for_its_language_is_told(write: WriteFiles) -> None:
    row = '{"text": "One two three.", "source": "T", "language": "%s"}'
    told = check_corpus(str(write({"t.jsonl": "\n".join(row % code for code in ("en", "en", "zh"))})), full=True)
    assert "3 articles or rows found: 3 used" in told
    assert "  In a run: 1 of 3 articles is in zh, not in en, and left out." in told.splitlines()


def test_nothing_is_written(write: WriteFiles) -> None:
    folder = write(FILES)
    before = sorted(folder.rglob("*"))
    check_corpus(str(folder))
    assert sorted(folder.rglob("*")) == before
    assert not session.INTERIM.exists()


def test_long_lists_are_cut_and_said_so(write: WriteFiles) -> None:
    told = check_corpus(str(write({**FILES, "t.jsonl": "{\n" * 25})), full=True)
    assert "  ... and 5 more" in told.splitlines()


def test_hostile_names_do_not_reach_the_terminal(write: WriteFiles) -> None:
    hostile = {"S\x1b[31m\n/x\u202e.txt": "only a title", "y\n\x1b.csv": "\x1b[1m\n"}
    hostile["t.jsonl"] = '{"text": "one two", "source": "T\\u202e\\u001b\\nU"}'
    told = check_corpus(str(write({**FILES, **hostile})), full=True)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert r"S\x1b[31m\n/x\u202e.txt" in told
    assert r"  T\u202e U | 1 | 1 | 2 |  |  | 2.0 | 2.0 | 2.0" in told.splitlines()


def test_nothing_usable_is_an_error(write: WriteFiles, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"Nothing usable in .*: 1 file or row refused"):
        check_corpus(str(write({"S/a.txt": ""})))
    with pytest.raises(CorpusError, match="There is no folder or file"):
        check_corpus(str(tmp_path / "nowhere"))


def marks(told: str) -> set[str]:
    """Topics that are marked as doubtful."""
    return {line.split()[1] for line in told.splitlines() if line.startswith("  ? ")}


ADVICE = {
    "similar names": ("Outlets", tales("Tide", "Daily Tide", "Tide (Estmark)", "Gull")),
    "a host and a name": ("Outlets", tales("The Gull", "gull.ie", "www.gull.ie", "Tern")),
    "a host below another": ("Outlets", tales("tide.com", "edition.tide.com", "Gull")),
    "an abbreviation": ("Outlets", tales("Estmark Evening Tide", "EET", "Gull")),
    "one letter": ("Outlets", tales("Harbour Lantern", "Harbour Lantren", "Harbour Lanterns")),
    "hostile names": ("Outlets", tales("Tide: [#] \u202e & *x", "Daily Tide: [#] \u202e & *x")),
    "a folder that is no outlet": ("Outlets", tales("articles", "Tide")),
    "a year": ("Outlets", tales("2021", "Tide", "en")),
    "days first": ("Dates", tales("T,13/02/2024", "T,01/02/2024", head="text,source,date")),
    "months first, short years": ("Dates", tales("T,2/13/24", "T,1/2/24", "T,2024-02-03", head="text,source,date")),
    "times": ("Dates", tales("T,31.12.2023 09:15", "T,1.2.2024 10:00", head="text,source,date")),
}


@pytest.mark.parametrize("kind", ADVICE)
def test_what_the_check_advises_settles_the_doubt(write: WriteFiles, kind: str) -> None:
    topic, table = ADVICE[kind]
    folder = write({"t.csv": table})
    told = check_corpus(str(folder))
    assert topic in marks(told)
    (folder / "corpus.yml").write_text(advice(told), encoding="utf-8")
    again = check_corpus(str(folder))
    assert topic not in marks(again), again
    assert advice(again) == ""


def test_a_guessed_encoding_is_set_by_the_advice(write: WriteFiles) -> None:
    folder = write({"t.csv": tales("T", "T").replace("town", "café").encode("cp1252")})
    told = check_corpus(str(folder))
    assert "right if these are words: “café”" in told
    (folder / "corpus.yml").write_text(advice(told), encoding="utf-8")
    assert "Characters" not in marks(check_corpus(str(folder)))


def test_lost_characters_are_counted(write: WriteFiles) -> None:
    rows = "The T\ufffdrn,One t\ufffdwn.,T\nThe port,Two t\ufffdwns.,T\nThe port,Three towns.,T\n"
    told = " ".join(check_corpus(str(write({"t.csv": f"title,text,source\n{rows}"}))).split())
    assert (
        "2 articles, 1 in the title, with “\ufffd”: characters that were lost before these files were written" in told
    )


def test_two_outlets_are_kept_apart(write: WriteFiles) -> None:
    folder = write({"t.csv": tales("Tide", "Daily Tide"), "corpus.yml": "sources: {Daily Tide: []}"})
    told = check_corpus(str(folder))
    assert "Outlets" not in marks(told)
    assert "2 outlets: Daily Tide 1 and Tide 1" in told


def test_what_is_set_stays_in_the_advice(write: WriteFiles) -> None:
    folder = write({"t.csv": tales("Tide", "Daily Tide", "Gull"), "corpus.yml": "sources: {Tern: [Gull]}"})
    (folder / "corpus.yml").write_text(advice(check_corpus(str(folder))), encoding="utf-8")
    assert "2 outlets: Daily Tide 2 and Tern 1" in check_corpus(str(folder))


def test_days_and_months_are_not_guessed(write: WriteFiles) -> None:
    folder = write({"t.csv": tales("T,03/02/2024", "T,01/02/2024", head="text,source,date")})
    told = check_corpus(str(folder))
    assert "2 dates not understood, such as “01/02/2024”; day or month first? No date tells" in " ".join(told.split())
    lines = advice(told).splitlines()
    assert lines[1:] == ["# date_format: '%d/%m/%Y'", "# date_format: '%m/%d/%Y'"]
    (folder / "corpus.yml").write_text(lines[2].removeprefix("# "), encoding="utf-8")
    assert "2 Jan – 2 Mar 2024" in check_corpus(str(folder))


def test_cut_texts_and_notices_are_told(write: WriteFiles) -> None:
    cut = "text,source\n" + "".join(f'"{tale(i, end)}",Tide\n' for i, end in enumerate(["…", "...", " […]", "…", "…"]))
    told = " ".join(check_corpus(str(write({"t.csv": cut}))).split())
    assert "5 texts of “Tide” end in “…”: cut by the export?" in told
    ends = "text,source\n" + "".join(f"{tale(i, '')},Tide\n" for i in range(6))
    assert "6 texts of “Tide” end without a full stop" in " ".join(check_corpus(str(write({"t.csv": ends}))).split())
    notice = "text,source\n" + "Please log in to read on with a subscription of the Tide today.,Tide\n" * 12
    told = " ".join(check_corpus(str(write({"t.csv": notice}))).split())
    assert "“Tide” has one text 12 times: a notice in place of the article?" in told


def test_a_good_corpus_is_told_in_ten_lines(write: WriteFiles) -> None:
    fields = [f"Tide,2024-03-{i + 1:02},en" for i in range(12)]
    told = check_corpus(str(write({"t.csv": tales(*fields, head="text,source,date,language")})))
    assert told.startswith("All is well.")
    assert advice(told) == ""
    assert len([line for line in told.splitlines() if line.startswith("  ok ")]) == 9
    assert len(told.splitlines()) <= 12
