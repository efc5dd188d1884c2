"""Files that are odd but hold articles, or stop doing so: encodings, characters, line ends, rights, changes.

The numbers are those of the list in test_bad_input.py. More on encodings, by the function: test_encodings.py.
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
from corpus_files import load_folder, read_folder, write_files
from corpus_outcome import GOOD, OutcomeOf
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


def test_09_to_12_old_encodings_and_unreadable_bytes_are_reported(outcome: OutcomeOf) -> None:
    russian = "Порт вновь открылся в понедельник, мэр ушёл после голосования. " * 8
    once = FRENCH.replace("à", "a")
    twice = once.encode().decode("cp1252")
    texts = {"cp1252": FRENCH, "mac_roman": FRENCH, "koi8_r": russian, "gb18030": "港口星期一重新开放。" * 20}
    files: dict[str, str | bytes] = {f"{codec}/a.txt": f"T\n\n{text}".encode(codec) for codec, text in texts.items()}
    files |= {"broken/a.txt": f"T\n\n{FRENCH}".encode() + b"\xff", "twice/a.txt": f"T\n\n{twice}"}
    found = outcome(files)
    assert {name: found.used[f"{name}/a"] for name in texts} == {name: text.strip() for name, text in texts.items()}
    assert found.used["broken/a"] == f"{FRENCH}\ufffd"
    assert found.used["twice/a"] == once
    for words in (*(f"txt | {codec} (guessed) | 1 |" for codec in texts), "utf-8 with 1 unreadable character"):
        assert words in found.output


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


def test_16_line_ends_change_no_text(tmp_path: Path) -> None:
    files = {
        "S/a.txt": "A title\n\nOne line.\n\nAnother line.\n",
        "b.csv": 'id,text,source\nb,"One line.\n\nAnother line.",S\nc,One line.,S\n',
        "d.jsonl": '{"id": "d", "text": "One line.", "source": "S"}\n{"id": "e", "text": "One line.", "source": "S"}\n',
        "f.json": '[{"id": "f",\n"text": "One line.", "source": "S"},\n'
        '{"id": "g", "text": "One line.", "source": "S"}]\n',
    }
    whole = {**dict.fromkeys(("S/a", "b"), "One line.\n\nAnother line."), **dict.fromkeys("cdefg", "One line.")}
    for end in ("\n", "\r\n", "\r"):
        for last in ("\n", ""):
            content = {name: (text.rstrip("\n") + last).replace("\n", end) for name, text in files.items()}
            used, refused = read_folder(write_files(tmp_path / "corpus", content))
            assert refused == []
            assert {row.article_id: row.text.strip() for row in used} == whole, (end, last)


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
        closed = {"S/a.txt": 0, "T": 0, "U": 0o400, "V": 0o100, "c.csv": 0, "d.parquet": 0}
        bad = dict.fromkeys(("S/a.txt", "T/b.txt", "U/b.txt", "V/b.txt", "c.csv", "d.parquet"), ARTICLE)
        folder = write_files(Path(place, "corpus"), {**GOOD, **bad})
        for path in (folder, *folder.rglob("*")) if nobody else ():
            os.chown(path, 65534, 65534)
        Path(place).chmod(0o755)
        for name, mode in closed.items():
            (folder / name).chmod(mode)
        command = [sys.executable, "-m", "analysis", "check", "--full", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **nobody)
        finally:
            for name in "TUV":
                (folder / name).chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 articles or rows found: 3 used, 6 refused" in done.stdout
    for name in closed:
        reason = "cannot be opened" if len(name) == 1 else "Permission denied"
        assert re.search(rf"{re.escape(name)} \| 1 \| .*{reason}", done.stdout), name
    assert place not in done.stdout


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
