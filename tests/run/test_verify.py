"""Reports are made again and compared: what differs is found and described, what leaks too, and nothing is harmed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from notebook_making import make_notebook

from analysis import cli, session
from analysis.corpus.readers.find_files import find_files, fingerprint_files
from analysis.run.again import _lay_out_articles, copy_shuffled, make_again
from analysis.run.conditions import Condition, Setting, common_settings, cover, list_factors
from analysis.run.manifest import sha256
from analysis.run.published import read_published
from analysis.run.verify import verify
from analysis.settings.corpus_file import SETTINGS_FILES

PROJECT = Path(__file__).parents[2]
TABLE = """import os
from analysis.session import open_session
import pandas as pd
from pathlib import Path
words = pd.DataFrame({"term": ["harbour", "ferry"], "count": [top_n, len(os.environ.get("UPSET", ""))]})
words.to_csv(open_session().report_dir / "words.csv", index=False)
print(top_n)"""
PLAIN = Condition((Setting("plain"),))
UPSET = Condition((Setting("upset", environment={"UPSET": "12345"}), Setting("umask 077", umask=0o077)))


def call(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["analysis", *arguments])
        patch.setattr(cli.signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one notebook and three articles, with its reports."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(PROJECT / "requirements.lock", project)
    make_notebook(project / "notebooks" / "toy.ipynb", TABLE)
    for name in ("one", "two", "three"):
        (project / "data" / "raw" / name).mkdir(parents=True)
        (project / "data" / "raw" / name / "a.txt").write_text(f"A title\n\nThe {name} text of an article.\n")
    publish(project, "--reports", str(project / "reports"), "-p", "top_n=5")
    return project


def publish(project: Path, *arguments: str) -> None:
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project)}
    command = [sys.executable, "-m", "analysis", "run", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def use(project: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(session, "PROJECT", project)
    patch.setattr(session, "LOCK", project / "requirements.lock")
    patch.setattr(session, "INTERIM", project / "data" / "interim")
    patch.setenv("ANALYSIS_PROJECT", str(project))


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be upset."""
    shutil.copytree(made, tmp_path / "project", symlinks=True)
    use(tmp_path / "project", monkeypatch)
    return tmp_path / "project"


def told(conditions: list[Condition], **options: Path) -> tuple[int, str]:
    lines: list[str] = []
    code = verify(read_published((), options.get("articles"), options.get("reports")), conditions, lines.append)
    return code, "\n".join(lines)


def replace_published(project: Path, file: str, content: bytes) -> None:
    """Replace a file of the reports, and its hash in the manifest: as if it had been published so."""
    path = project / "reports" / "toy" / file
    path.write_bytes(content)
    manifest = json.loads((project / "reports" / "manifest.json").read_text())
    manifest["notebooks"]["toy"]["files"][file] = sha256(path)
    (project / "reports" / "manifest.json").write_text(json.dumps(manifest))


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_setting_that_changes_a_file_is_found_and_named(project: Path) -> None:
    before = content_of(project / "reports")
    code, said = told([PLAIN, UPSET])
    assert code == 1
    assert "1 of 2: plain\n  same" in said
    assert "2 of 2: upset, umask 077\n  differs" in said
    assert "toy/words.csv: line 3, column count: “5”, published “0”" in said
    assert said.endswith("1 of 2 runs differ; they alone have upset, umask 077.")
    assert content_of(project / "reports") == before


def test_a_planted_difference_is_described_and_the_rest_is_the_same(project: Path) -> None:
    replace_published(project, "words.csv", b"term,count\nharbour,5\nferry,0\nquay,1\n")
    replace_published(project, "old.csv", b"a\n")
    code, said = told([PLAIN])
    assert code == 1
    assert "toy/words.csv: no further rows after line 3" in said
    assert "toy/old.csv: it is no longer made" in said
    assert said.count("toy/") == 2
    assert "No run gave the same: code, notebooks, settings or packages" in said


def test_the_command_ends_with_0_when_all_is_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("analysis.run.conditions.cover", lambda factors, times: [PLAIN] * times)
    # Pages and images are not in git: what is not there is compared by its hash.
    (project / "reports" / "toy" / "index.html").unlink()
    assert call("verify", "toy", "--times", "1") == 0
    assert "1 run, every file the same bytes, nothing leaked." in capsys.readouterr().out


def test_shuffled_articles_elsewhere_and_of_another_name(project: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(project / "data" / "raw", tmp_path / "mine")
    publish(project, "--articles", str(mine), "--reports", str(tmp_path / "out"))
    mine.rename(tmp_path / "moved")
    shuffled = Condition((Setting("shuffled", shuffled=True), Setting("jobs", ("--jobs", "2"))), seed=3)
    code, said = told([shuffled], reports=tmp_path / "out", articles=tmp_path / "moved")
    assert code == 0, said


def test_articles_of_which_a_copy_is_not_the_same_are_not_copied(project: Path) -> None:
    articles = project / "data" / "raw"
    shuffled = Condition((Setting("shuffled", shuffled=True),))
    nothing_to_run = replace(read_published((), None, None), groups=[])
    with make_again(nothing_to_run, shuffled) as again:
        copy = again.reports.parent / "project" / "data" / "raw"
        assert (again.note, copy.is_symlink(), content_of(copy)) == ("", False, content_of(articles))
    assert not again.reports.exists()
    # In a copy, this link leads out of the corpus and is refused.
    (articles / "one" / "b.txt").symlink_to(articles / "two" / "a.txt")
    with make_again(replace(nothing_to_run, fingerprint=fingerprint_files(find_files(articles))), shuffled) as again:
        assert again.note == "files as they lie: a copy is not the same"
        assert (again.reports.parent / "project" / "data" / "raw").resolve() == articles.resolve()


def test_a_notebook_that_fails_now_is_a_difference(project: Path) -> None:
    make_notebook(project / "notebooks" / "toy.ipynb", "raise ValueError('not today')")
    code, said = told([PLAIN])
    assert code == 1
    assert "ValueError: not today" in said


def test_files_changed_by_hand_are_told_without_a_run(project: Path) -> None:
    (project / "reports" / "toy" / "words.csv").write_text("term,count\nferry,9\n")
    code, said = told([])
    assert code == 1
    assert "toy/words.csv: it was changed after it was published" in said


def test_what_is_missing_or_other_is_told_with_its_code(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("verify", "--reports", str(tmp_path / "none")) == 2
    assert "There is no manifest.json of reports in" in capsys.readouterr().err
    assert call("verify", "nothing") == 2
    assert "no report of 'nothing'" in capsys.readouterr().err
    (project / "data" / "raw" / "one" / "a.txt").write_text("Other words.")
    assert call("verify") == 3
    err = capsys.readouterr().err
    assert "are not those the report of toy was made from: their fingerprint is" in err
    assert "Traceback" not in err
    manifest = json.loads((project / "reports" / "manifest.json").read_text())
    manifest["notebooks"]["toy"]["parameters"]["changed"]["articles"] = "mine"
    (project / "reports" / "manifest.json").write_text(json.dumps(manifest))
    assert call("verify") == 2
    assert "are about 'mine': say where that is, --articles PATH" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../home", "..", "/etc", ""])
def test_names_in_a_manifest_lead_nowhere(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "reports" / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({"notebooks": {**manifest["notebooks"], name: manifest["notebooks"]["toy"]}}))
    assert call("verify", "toy") == 2
    manifest["notebooks"]["toy"]["parameters"]["changed"]["articles"] = name or ".."
    path.write_text(json.dumps(manifest))
    assert call("verify", "--articles", str(project / "data" / "raw")) == 2
    assert "that is no name of a folder" in capsys.readouterr().err


def test_another_lock_and_other_packages_are_told(project: Path) -> None:
    (project / "requirements.lock").write_text("numpy==0.1 \\\npandas==0.2 ; python_version < '3.12'\n")
    said = told([])[1]
    assert "requirements.lock is not the one these reports were made with" in said
    assert "numpy " in said
    assert "(the lock says 0.1)" in said


def test_few_runs_try_every_setting() -> None:
    factors = list_factors({"pni", "sse4_2", "avx", "avx2", "fma"}, ["AVX2"])
    conditions = cover(factors, 2)
    assert len(conditions) == 8
    for part in (conditions[:4], conditions[4:]):
        tried = {setting.words for condition in part for setting in condition.settings}
        assert tried == {setting.words for factor in factors for setting in factor}
    assert len({condition.words for condition in conditions}) == 8
    assert conditions == cover(factors, 2)
    assert "BLAS SkylakeX" not in {setting.words for factor in factors for setting in factor}
    assert "own BLAS" in {setting.words for factor in list_factors(set(), []) for setting in factor}


def test_a_condition_is_what_its_settings_say(tmp_path: Path) -> None:
    settings = (
        Setting("a", ("--jobs", "2"), umask=0o077),
        Setting("b", environment={"HOME": "{root}/home"}, folder="{root}/elsewhere"),
        Setting("c", zone="Asia/Tokyo", shuffled=True),
    )
    condition = Condition(settings)
    assert (condition.words, condition.options, condition.umask) == ("a, b, c", ["--jobs", "2"], 0o077)
    assert condition.environment(tmp_path) == {"HOME": f"{tmp_path}/home", "TZ": "Asia/Tokyo"}
    assert condition.folder(tmp_path) == tmp_path / "elsewhere"
    assert (condition.shuffled, condition.zone) == (True, "Asia/Tokyo")
    assert (PLAIN.umask, PLAIN.shuffled, PLAIN.folder(tmp_path)) == (-1, False, tmp_path)


def test_causes_are_what_only_differing_runs_have() -> None:
    one, two, three = (Setting(words) for words in ("one", "two", "three"))
    assert common_settings([Condition((one, two)), Condition((one, three))], [Condition((two,))]) == ["one"]
    assert common_settings([Condition((one,)), Condition((three,))], [Condition((two,))]) == []


def test_a_shuffled_copy_has_the_same_files_at_other_times(tmp_path: Path) -> None:
    (tmp_path / "old" / "a").mkdir(parents=True)
    for i in range(20):
        (tmp_path / "old" / "a" / f"{i}.txt").write_text(str(i))
    copy_shuffled(tmp_path / "old", tmp_path / "new", seed=1)
    assert content_of(tmp_path / "new") == content_of(tmp_path / "old")
    times = [(tmp_path / "new" / "a" / f"{i}.txt").stat().st_mtime for i in range(20)]
    assert times != sorted(times)
    (tmp_path / "table.csv").write_text("text\n")
    copy_shuffled(tmp_path / "table.csv", tmp_path / "copy.csv", seed=1)
    assert (tmp_path / "copy.csv").read_text() == "text\n"


def test_every_settings_file_beside_a_table_is_beside_its_copy(tmp_path: Path) -> None:
    here, root = tmp_path / "here", tmp_path / "root"
    (root / "corpus").mkdir(parents=True)
    here.mkdir()
    (here / "news.csv").write_text("text,source\nA flood.,Beacon\n", encoding="utf-8")
    for name in SETTINGS_FILES:
        (here / name).write_text("", encoding="utf-8")
    published = SimpleNamespace(articles=here / "news.csv", articles_name="news.csv")
    articles, _ = _lay_out_articles(published, SimpleNamespace(shuffled=False), root)
    assert {path.name for path in articles.parent.iterdir()} == {"news.csv", "corpus.yml", "names.yml", "topics.yml"}
