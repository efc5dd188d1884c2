"""Files that are odd but hold articles, or stop doing so: encodings, characters, line ends, names, rights, changes.

The numbers are those of the list in test_bad_input.py. More on encodings, by the function: test_decode.py.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest
from corpus_files import load_folder, write_files
from corpus_outcome import GOOD, OutcomeOf, outcome_finder
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.engine import Engine
from analysis.progress import Progress

HEAD = "id,text,source,date\n"
ARTICLE = "A title\n\nThe ferry to the islands was late again."
# Invented; long enough to guess an encoding from.
FRENCH = (
    "Le préfet du département a déclaré lundi que la réunion prévue à la mairie était reportée à l’été prochain. Où "
    "que l’on aille, la sécurité sera renforcée, a-t-il ajouté. Les élèves de l’école voisine rentreront à pied ; "
    "leurs parents n’ont pas été prévenus. « C’est très gênant », a regretté une mère. Le maire a promis des navettes."
)


@pytest.fixture
def outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> OutcomeOf:
    """Put something beside good articles and find the outcome of all."""
    return outcome_finder(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("text", "codec", "told"),
    [
        pytest.param(FRENCH, "cp1252", "cp1252", id="09-cp1252"),
        pytest.param(FRENCH.replace("’", "'"), "latin-1", "cp1252", id="09-latin-1"),
        pytest.param(FRENCH, "mac_roman", "mac_roman", id="09-mac-roman"),
        pytest.param("市长在投票后离开了办公室，港口星期一重新开放。" * 20, "gb18030", "gb18030", id="10-gb18030"),
        pytest.param("港は月曜日に再開した。市長は投票の後に辞任した。" * 20, "shift_jis", "cp932", id="10-shift-jis"),
        pytest.param(
            "Порт вновь открылся в понедельник, мэр ушёл после голосования. " * 8, "koi8_r", "koi8_r", id="10-koi8-r"
        ),
    ],
)
def test_an_old_encoding_is_told_and_the_text_is_right(outcome: OutcomeOf, text: str, codec: str, told: str) -> None:
    found = outcome({"S/a.txt": f"T\n\n{text}".encode(codec)})
    assert found.used["S/a"] == text.strip()
    assert told in found.output


def test_11_an_unreadable_byte_costs_one_character(outcome: OutcomeOf) -> None:
    broken = outcome({"S/a.txt": f"T\n\n{FRENCH}".encode() + b"\xff" + FRENCH.encode()})
    assert broken.used["S/a"] == f"{FRENCH}\ufffd{FRENCH}".strip()
    assert "utf-8 with 1 unreadable character" in broken.output


def test_12_text_decoded_twice_stays_unless_repair_is_asked_for(outcome: OutcomeOf) -> None:
    wrong = FRENCH.replace("à", "a").encode().decode("cp1252")
    twice = {"S/a.txt": f"T\n\n{wrong}"}
    assert outcome(twice).used["S/a"] == wrong.strip()
    assert outcome({**twice, "corpus.yml": "repair: true"}).used["S/a"] == FRENCH.replace("à", "a").strip()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=st.text(st.characters(categories=["Cc", "Cf", "Co", "Zl", "Zp", "Zs"], exclude_characters="\0"), min_size=1))
@example(odd="\x1b[31m\x1b]0;owned\x07\u2028\u202e\u200b\ufeff\ue000\x85\r\n")
def test_14_odd_characters_stop_nothing(outcome: OutcomeOf, odd: str) -> None:
    row = json.dumps({"id": f"i{odd}", "title": f"A{odd}title", "text": f"one{odd}two", "source": f"S{odd}T"})
    found = outcome({"S/a.txt": f"A{odd}title\n\none{odd}two", "b.jsonl": row})
    assert len(found.used) == len(GOOD) + 2
    for name in ("article_id", "source", "title"):
        for cell in found.corpus.articles[name]:
            assert not any(unicodedata.category(c) == "Cc" for c in cell)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["16-lf", "16-crlf", "16-cr"])
@pytest.mark.parametrize("last", [True, False])
def test_16_line_ends_change_no_text(outcome: OutcomeOf, end: str, last: bool) -> None:
    files = {
        "S/a.txt": "A title\n\nOne line.\n\nAnother line.\n",
        "b.csv": 'id,text,source\nb,"One line.\n\nAnother line.",S\nc,One line.,S\n',
        "d.jsonl": '{"id": "d", "text": "One line.", "source": "S"}\n{"id": "e", "text": "One line.", "source": "S"}\n',
        "f.json": '[{"id": "f",\n"text": "One line.", "source": "S"},\n'
        '{"id": "g", "text": "One line.", "source": "S"}]\n',
    }
    found = outcome({name: (text if last else text.rstrip("\n")).replace("\n", end) for name, text in files.items()})
    assert found.refused == []
    whole = dict.fromkeys(("S/a", "b"), "One line.\n\nAnother line.")
    assert {**whole, **dict.fromkeys("cdefg", "One line.")}.items() <= found.used.items()


def test_20_a_device_is_not_read(outcome: OutcomeOf) -> None:
    def endless(folder: Path) -> None:
        try:
            os.mknod(folder / "zero.txt", 0o644 | stat.S_IFCHR, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("only root makes devices")

    assert [(path, "device" in reason) for path, _, reason in outcome(endless).refused] == [("zero.txt", True)]


def test_21_what_may_not_be_opened_is_refused() -> None:
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory() as place:
        folder = write_files(Path(place, "corpus"), {**GOOD, "S/a.txt": ARTICLE, "T/b.txt": ARTICLE, "c.csv": HEAD})
        for path in (folder, *folder.rglob("*")) if nobody else ():
            os.chown(path, 65534, 65534)
        Path(place).chmod(0o755)
        for name in ("S/a.txt", "T", "c.csv"):
            (folder / name).chmod(0)
        command = [sys.executable, "-m", "analysis", "check", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **nobody)
        finally:
            (folder / "T").chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 articles or rows found: 3 used, 3 refused" in done.stdout
    for told in (
        r"S/a\.txt \| 1 \| .*Permission denied",
        r"T \| 1 \| .*cannot be opened",
        r"c\.csv \| 1 \| .*Permission",
    ):
        assert re.search(told, done.stdout)
    assert place not in done.stdout


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=5, unique=True))
def test_22_files_of_any_name_are_used_and_told_apart(outcome: OutcomeOf, names: list[bytes]) -> None:
    kept = {b"a" + name.replace(b"\0", b"").replace(b"/", b"") for name in names}
    found = outcome({f"S/{os.fsdecode(name)}.txt": f"T\n\nWords of number {i}." for i, name in enumerate(sorted(kept))})
    assert len(found.used) == len(GOOD) + len(kept)
    assert found.corpus.articles["path"].nunique() == len(found.used)


def test_24_files_that_change_while_they_are_read(tmp_path: Path) -> None:
    bad = {"S/a.txt": ARTICLE, "S/b.txt": ARTICLE, "c.csv": f"{HEAD}1,some words,S,\n2,more words,S,\n"}
    folder = write_files(tmp_path / "corpus", {**GOOD, **bad})

    class Change(Progress):
        def step(self, text: str) -> None:
            if text == "reading":
                (folder / "S" / "a.txt").unlink()
                (folder / "S" / "b.txt").unlink()
                os.mkfifo(folder / "S" / "b.txt")
                os.truncate(folder / "c.csv", len(HEAD) + 16)

    changed = load_folder(folder, engine=Engine(progress=Change()))
    assert changed.refused["path"].tolist() == ["S/a.txt", "S/b.txt"]
    assert changed.refused["reason"].str.contains("No such file|not an ordinary file").all()
    assert len(changed.articles) == len(GOOD) + 1
    (folder / "S" / "b.txt").unlink()
    # What was read in between is not taken for what stands there now.
    assert len(load_folder(write_files(folder, bad)).articles) == len(GOOD) + 4
