"""Reports are made again and compared: what differs is found and described, and nothing is harmed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from command import analysis, call, files, make_articles
from notebook_making import make_notebook

from analysis import session
from analysis.cache import keep
from analysis.engine import Engine
from analysis.errors import SettingsError
from analysis.run.manifest import sha256
from analysis.run.verify import (
    Condition,
    Published,
    _compare,
    _options,
    _place_articles,
    _run,
    first_difference,
    read_published,
    verify,
)
from analysis.settings.settings_files import SETTINGS_FILES

TABLE = """import os
import json
from pathlib import Path
report_dir = json.loads(Path(os.environ["ANALYSIS_SESSION"]).read_text())["report_dir"]
(Path(report_dir) / "kept.csv").write_text(f"term,count\\nharbour,{top_n}\\n")"""


def test_the_first_difference_is_described() -> None:
    cases = (
        (b"a,b\n1,2\n", b"a,b\n1,3\n", "line 2: “1,3\\n”, published “1,2\\n”"),
        (b"a\n1\n", b"a\n1\n2\n", "line 3: “2\\n”, published “”"),
        (b"a\n\x1b[1m\n", b"a\n2\n", "line 2: “2\\n”, published “\\x1b[1m\\n”"),
        (b"x" * 90 + b"old", b"x" * 90 + b"new", f"line 1: “{'x' * 20}new”, published “{'x' * 20}old”"),
        (b"\x89PNG\0a", b"\x89PNG\0b!", "differs at offset 5 (7 bytes, published 6)"),
    )
    for old, new, words in cases:
        assert first_difference(old, new) == words


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one notebook, with a report on articles that were moved since."""
    project = tmp_path_factory.mktemp("verified")
    make_articles(project)
    make_notebook(project / "notebooks" / "toy.ipynb", TABLE)
    shutil.copytree(project / "data" / "raw", project / "mine")
    arguments = ("--articles", "mine", "--reports", "reports", "-p", "top_n=5", "--encoding", "cp1252")
    code, _, err = analysis(project, "run", *arguments)
    assert code == 0, err
    (project / "mine").rename(project / "moved")
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be changed."""
    folder = tmp_path / "project"
    shutil.copytree(made, folder)
    monkeypatch.setattr(session, "PROJECT", folder)
    monkeypatch.setattr(session, "LOCK", folder / "requirements.lock")
    monkeypatch.setattr(session, "INTERIM", folder / "data" / "interim")
    return folder


def published_in(project: Path) -> Published:
    return read_published(project / "moved", project / "reports")


def verified(project: Path, conditions: Sequence[Condition] = ()) -> tuple[int, str]:
    lines: list[str] = []
    code = verify(published_in(project), lines.append, conditions)
    return code, "\n".join(lines)


def change_manifest(reports: Path, **changed: object) -> None:
    path = reports / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["notebooks"]["toy"] |= changed
    path.write_text(json.dumps(manifest))


def test_a_run_elsewhere_gives_the_same_bytes_and_harms_nothing(project: Path) -> None:
    before = files(project / "reports")
    # Pages and images are not in git: what is not here is compared by its hash.
    (project / "reports" / "toy" / "index.html").unlink()
    code, said = verified(project, [Condition("copied", ("--jobs", "1"), {"HOME": "{root}/home"}, copied=True)])
    assert (code, "1 of 1: copied\n  same" in said) == (0, True), said
    assert said.endswith("1 run, every file the same bytes.")
    assert files(project / "reports") == {file: text for file, text in before.items() if file != "toy/index.html"}


def test_nothing_that_is_kept_is_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []

    def run(root: Path, *_: object) -> str:
        folder = root / "project" / session.KEPT.relative_to(session.INTERIM.parents[1])
        kept.extend(keep(Engine(kept=folder), "job", list, work) for work in (lambda: 1, lambda: 2))
        return "not run"

    monkeypatch.setattr(session, "KEPT", session.INTERIM / "kept")
    monkeypatch.setattr("analysis.run.verify._run", run)
    verified(project, [Condition("plain")])
    assert kept == [1, 2]


def test_a_command_that_fails_says_why(project: Path, tmp_path: Path) -> None:
    assert "There is no notebook 'nothing'; there are toy." in _run(tmp_path, Condition("plain"), ["nothing"])


def test_the_verdict_counts_runs_that_differ(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [f"toy/{number}.csv: new" for number in range(12)]
    monkeypatch.setattr("analysis.run.verify._make_again", lambda _, condition, __: many * (condition.words == "bad"))
    code, said = verified(project, [Condition("good"), Condition("bad")])
    assert code == 1
    assert "1 of 2: good\n  same" in said
    assert "2 of 2: bad\n  differs (0 s)\n  toy/0.csv: new" in said
    assert "toy/9.csv: new\n  ... and 2 more\n1 of 2 runs differed." in said
    assert "Every run differed: code, notebooks, settings or packages" in verified(project, [Condition("bad")])[1]


def test_files_that_are_new_or_gone_are_named(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "reports", tmp_path / "again")
    published = published_in(project)
    others = {name: digest for name, digest in published.files.items() if name != "toy/kept.csv"}
    lines = _compare(replace(published, files={**others, "toy/old.csv": "0"}), tmp_path / "again")
    assert lines == ["toy/old.csv: no longer made", "toy/kept.csv: new"]
    (tmp_path / "again" / "toy" / "kept.csv").write_text("term,count\nharbour,6\n")
    change_manifest(tmp_path / "again", files={**published.pages["toy"]["files"], "kept.csv": "0"})
    assert _compare(published, tmp_path / "again") == ["toy/kept.csv: line 2: “harbour,6\\n”, published “harbour,5\\n”"]


def test_files_changed_by_hand_are_named_without_a_run(project: Path) -> None:
    (project / "reports" / "toy" / "kept.csv").write_text("term,count\nferry,9\n")
    (project / "requirements.lock").write_text("numpy==0.1\n")
    code, said = verified(project)
    assert code == 1
    assert "toy/kept.csv: changed after it was published" in said
    assert "requirements.lock is not the one these reports were made with" in said


def test_articles_lie_where_the_reports_say(project: Path, tmp_path: Path) -> None:
    published, copied = published_in(project), Condition("copied", copied=True)
    said: list[str] = []

    def place(name: str, of: Published, condition: Condition) -> Path:
        (tmp_path / name / "corpus").mkdir(parents=True)
        return _place_articles(of, condition, tmp_path / name, said.append)

    link = place("linked", published, Condition("linked"))
    assert (link, link.resolve()) == (tmp_path / "linked" / "corpus" / "mine", project / "moved")
    copy = place("copied", published, copied)
    assert not copy.is_symlink()
    assert files(copy) == files(project / "moved")
    assert said == []
    # In a copy, this link leads out of the corpus and is refused.
    (project / "moved" / "one" / "b.txt").symlink_to("../two/2024-03-01-a.txt")
    (project / "moved" / "two" / "c.txt").symlink_to(project / "moved" / "one" / "2024-03-01-a.txt")
    assert place("odd", published, copied).resolve() == project / "moved"
    assert "a copy of the articles is not the same" in said[0]
    # The settings of a single table lie beside it.
    for name in (*SETTINGS_FILES, "news.csv"):
        (tmp_path / name).write_text("")
    table = place("table", replace(published, articles=tmp_path / "news.csv", articles_name="news.csv"), copied)
    assert {path.name for path in table.parent.iterdir()} == {"news.csv", *SETTINGS_FILES}


def test_parameters_and_reading_are_those_of_the_page(project: Path) -> None:
    published = published_in(project)
    assert _options(published, published.pages["toy"]) == ({"top_n": 5}, ["--encoding", "cp1252"])
    reading = {"columns": {"text": "body", "date": "when"}, "date_format": "%d/%m/%Y"}
    page = {"parameters": {"changed": {"previous": "earlier"}, "default": {}, "reading": reading}, "previous": "0"}
    with pytest.raises(SettingsError, match="compared with an earlier folder 'earlier', which is neither beside"):
        _options(published, page)
    del page["previous"]
    assert _options(published, page) == ({}, ["--map", "text=body,date=when", "--date-format", "%d/%m/%Y"])


def test_what_is_missing_has_a_message_and_a_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, moved = ("--reports", str(project / "reports")), ("--articles", str(project / "moved"))
    assert call("verify", "--reports", str(project / "none")) == 2
    assert "There is no manifest.json of reports in" in capsys.readouterr().err
    assert call("verify", *reports) == 2
    assert "are about 'mine': say where that is, --articles PATH" in capsys.readouterr().err
    (project / "moved" / "one" / "2024-03-01-a.txt").write_text("Other words.")
    assert call("verify", *reports, *moved) == 3
    err = capsys.readouterr().err
    assert "are not those that toy was made from (fingerprint" in err
    assert "Traceback" not in err
    make_notebook(project / "notebooks" / "other.ipynb")
    (project / "notebooks" / "toy.ipynb").unlink()
    assert call("verify", *reports, *moved) == 2
    assert "notebook 'toy' of the reports" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../home", "..", "/etc"])
def test_names_in_a_manifest_lead_nowhere(project: Path, name: str) -> None:
    change_manifest(project / "reports", parameters={"changed": {"articles": name}, "default": {}})
    with pytest.raises(SettingsError, match="that cannot be a folder"):
        published_in(project)
    path = project / "reports" / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({"notebooks": {name: manifest["notebooks"]["toy"]}}))
    with pytest.raises(SettingsError, match="is no longer in notebooks/"):
        published_in(project)


def test_the_hashes_are_those_of_the_manifest(project: Path) -> None:
    hashes = published_in(project).files
    assert hashes["toy/kept.csv"] == sha256(project / "reports" / "toy" / "kept.csv")
    assert {"index.html", "glossary.html", "toy/index.html", "toy/toy.ipynb", "toy/made_from.json"} <= set(hashes)
