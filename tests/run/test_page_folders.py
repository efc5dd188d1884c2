"""The folders of pages: normalised notebooks, whole folders, manifests; and clean notebooks."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_making import make_notebook

from analysis import session
from analysis.errors import SettingsError
from analysis.run.clean_notebooks import clean_source
from analysis.run.kernel import Kernels, kernel_manager
from analysis.run.manifest import read_manifest, rebuild_index, sha256, write_made_from
from analysis.run.notebook_files import normalise
from analysis.run.notebook_report import find_places, is_in_articles
from analysis.run.publish import private_folder, publish, recover, write_text


def executed(time: str, pieces: list[str]) -> nbformat.NotebookNode:
    printed = [new_output("stream", name="stdout", text=piece) for piece in pieces]
    warned = new_output("stream", name="stderr", text=f"/tmp/ipykernel_{time}/1.py: careful")
    shown = new_output("execute_result", {"text/plain": f"<object at 0x7f{time}>"}, execution_count=1)
    cell = new_code_cell("print(1)", outputs=[printed[0], warned, *printed[1:], shown], execution_count=1)
    cell.metadata = {"papermill": {"start_time": time}, "execution": {"iopub.status": time}, "tags": ["t"]}
    notebook = new_notebook(cells=[new_markdown_cell("# A"), cell, new_code_cell("print(1)")])
    notebook.metadata = {"papermill": {"duration": time}, "language_info": {"name": "python", "version": time}}
    return notebook


def test_two_runs_give_one_notebook() -> None:
    one, two = executed("11", ["a\n", "b\n"]), executed("22", ["a\nb\n"])
    normalise(one)
    normalise(two)
    assert nbformat.writes(one) == nbformat.writes(two)
    nbformat.validate(one)
    cell = one.cells[1]
    assert cell.metadata == {"tags": ["t"]}
    assert [output.get("text", "") for output in cell.outputs] == ["a\nb\n", ""]
    assert cell.outputs[1].data["text/plain"] == "<object>"
    assert len({cell.id for cell in one.cells}) == 3


def test_places_of_this_machine_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("fine, even /tmp and at 0x7f0000 in an article")
    assert find_places(tmp_path, [Path("/corpora/mine")], lambda text: False) == []
    (tmp_path / "b.ipynb").write_text("x /corpora/mine/a.txt")
    assert find_places(tmp_path, [Path("/corpora/mine")], lambda text: False) == ["b.ipynb names /corpora/mine"]
    # As a page and as a notebook write it.
    (tmp_path / "c.html").write_text("/corpora/R&amp;D")
    (tmp_path / "d.ipynb").write_text(r"/corpora/caf\u00e9")
    found = find_places(tmp_path, [Path("/corpora/R&D"), Path("/corpora/café")], lambda text: False)
    assert found == ["c.html names /corpora/R&D", "d.ipynb names /corpora/café"]


def test_a_path_that_an_article_has_is_not_a_place_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("How to move /home/runner elsewhere")
    places = [Path("/home/runner"), Path("/corpora/mine")]
    assert find_places(tmp_path, places, lambda text: text == "/home/runner") == []
    assert find_places(tmp_path, places, lambda text: False) == ["a.csv names /home/runner"]


def test_articles_are_searched_whatever_they_are_packed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "INTERIM", tmp_path / "interim")
    (tmp_path / "raw").mkdir()
    with gzip.open(tmp_path / "raw" / "news.csv.gz", "wt") as file:
        file.write("title,text,source\nHow to,Move /home/runner elsewhere.,Beacon\n")
    assert is_in_articles("/home/runner", tmp_path / "raw", {})
    assert not is_in_articles("/home/other", tmp_path / "raw", {})


def test_a_report_is_replaced_whole(tmp_path: Path) -> None:
    for text in ("old", "new"):
        with private_folder(tmp_path, "toy") as made:
            (made / f"{text}.csv").write_text(text)
            publish(made, tmp_path / "toy")
    assert [path.name for path in (tmp_path / "toy").iterdir()] == ["new.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["toy"]


def test_what_fails_on_the_way_leaves_the_old_report(tmp_path: Path) -> None:
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "old.csv").write_text("old")
    with pytest.raises(OSError, match="gone"):
        publish(tmp_path / "gone", tmp_path / "toy")
    assert (tmp_path / "toy" / "old.csv").read_text() == "old"


def test_a_run_cut_off_between_two_renames_is_mended(tmp_path: Path) -> None:
    (tmp_path / ".analysis-old-1" / "toy").mkdir(parents=True)
    (tmp_path / ".analysis-new-toy-1").mkdir()
    recover(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["toy"]


def test_what_a_user_keeps_beside_reports_is_left_alone(tmp_path: Path) -> None:
    kept = (".new-novel/chapter", ".old-photos/a.jpg", "docs/.draft.new", ".index.html.new", ".x.new/a", "docs/a")
    for name in kept:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    recover(tmp_path)
    assert {name: (tmp_path / name).read_text() for name in kept} == {name: name for name in kept}


def test_a_file_that_is_the_same_is_left_alone(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "x")
    before = (tmp_path / "a").stat().st_mtime_ns
    write_text(tmp_path / "a", "x")
    assert (tmp_path / "a").stat().st_mtime_ns == before
    write_text(tmp_path / "a", "y")
    assert (tmp_path / "a").read_text() == "y"


def make_page(reports: Path, name: str, corpus: str = "c", **parameters: dict[str, object]) -> Path:
    (reports / name).mkdir(parents=True)
    given = {"changed": {}, "default": {}, **parameters}
    write_made_from(reports / name, {"corpus": corpus, "lock": "l", "parameters": given})
    return make_notebook(reports / name / f"{name}.ipynb", title=f"# The {name}").parent


def test_the_manifest_has_every_file_and_what_each_page_was_made_from(tmp_path: Path) -> None:
    page = make_page(tmp_path, "toy")
    (page / "kept.csv").write_text("abc")
    (page / ".hidden").write_text("")
    rebuild_index(tmp_path)
    entry = read_manifest(tmp_path)["notebooks"]["toy"]
    files = entry.pop("files")
    # sha256 of "abc": FIPS 180-2, appendix B.1.
    assert files["kept.csv"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sorted(files) == ["index.html", "kept.csv", "made_from.json", "toy.ipynb"]
    assert entry == json.loads((page / "made_from.json").read_text())


def test_index_and_manifest_follow_from_the_pages_alone(tmp_path: Path) -> None:
    for name in ("topic_modeling", "corpus_overview", "a"):
        make_page(tmp_path, name)
    rebuild_index(tmp_path)
    shared = ("index.html", "glossary.html", "manifest.json", "a/index.html")
    before = {name: (tmp_path / name).read_bytes() for name in shared}
    for name in shared:
        (tmp_path / name).unlink()
    rebuild_index(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in shared} == before
    index = before["index.html"].decode()
    assert index.index("The corpus_overview") < index.index("The topic_modeling") < index.index("The a")
    assert "The topic_modeling" in before["a/index.html"].decode()


def test_what_is_not_a_page_is_not_in_the_index(tmp_path: Path) -> None:
    rebuild_index(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (make_page(tmp_path, "unread") / "made_from.json").write_text("<<<<<<< ours")
    (make_page(tmp_path, "unrun") / "unrun.ipynb").unlink()
    (make_page(tmp_path, "unknown") / "made_from.json").unlink()
    make_page(tmp_path, "_failed")
    rebuild_index(tmp_path)
    assert not (tmp_path / "manifest.json").exists()
    make_page(tmp_path, "toy")
    rebuild_index(tmp_path)
    assert list(read_manifest(tmp_path)["notebooks"]) == ["toy"]


def test_the_index_is_about_the_articles_of_the_last_page(tmp_path: Path) -> None:
    for moment, (name, corpus) in enumerate((("new", "2"), ("old", "1"), ("older", "1"))):
        os.utime(make_page(tmp_path, name, corpus) / "made_from.json", (-moment, -moment))
    rebuild_index(tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert index.count("other articles") == 2


def test_pages_on_others_of_the_articles_are_not_those_of_the_last_page(tmp_path: Path) -> None:
    flood: dict[str, object] = {"contains": ["flood"]}
    pages = {
        "last": {"changed": flood, "default": {"sources": []}},
        "same": {"changed": flood | {"top_n": 5}, "default": {"sources": []}},
        "whole": {"default": {"sources": [], "contains": []}},
        "own_without_parameters": {},
    }
    for moment, (name, parameters) in enumerate(pages.items()):
        os.utime(make_page(tmp_path, name, **parameters) / "made_from.json", (-moment, -moment))
    rebuild_index(tmp_path)
    listed = (tmp_path / "index.html").read_text(encoding="utf-8").split("<li>")
    other = [item for item in listed if "earlier run on other articles, or with other parameters" in item]
    assert len(other) == 2
    assert "The own_without_parameters" in other[0]
    assert "The whole" in other[1]


def write_outlets(page: Path, *names: str) -> None:
    lines = "".join(f'"{name}",10,9,900,"",""\n' for name in names)
    table = f'"source","articles","independent_texts","words","first","last"\n{lines}'
    (page / "articles_by_source.csv").write_text(table, encoding="utf-8")


def test_pages_of_outlets_follow_from_the_tables_and_are_in_the_manifest(tmp_path: Path) -> None:
    page = make_page(tmp_path, "corpus_overview")
    write_outlets(page, "The Beacon", "../../evil")
    rebuild_index(tmp_path)
    pages = ["outlets/evil/index.html", "outlets/the-beacon/index.html"]
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("outlets/*/*")) == pages
    files = read_manifest(tmp_path)["files"]
    assert sorted(files) == ["glossary.html", "index.html", *pages]
    assert all(sha256(tmp_path / name) == digest for name, digest in files.items())
    before = {name: (tmp_path / name).read_bytes() for name in files}
    shutil.rmtree(tmp_path / "outlets")
    rebuild_index(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in files} == before


def test_a_page_of_an_outlet_that_is_gone_goes_and_what_a_user_keeps_stays(tmp_path: Path) -> None:
    page = make_page(tmp_path, "corpus_overview")
    write_outlets(page, "A", "B", "C")
    rebuild_index(tmp_path)
    (tmp_path / "outlets" / "b" / "notes.txt").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.html").write_text("mine")
    (tmp_path / "outlets" / "link").symlink_to(tmp_path / "elsewhere")
    write_outlets(page, "A", "D")
    rebuild_index(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("outlets/*")) == ["a", "b", "d", "link"]
    assert [path.name for path in tmp_path.glob("outlets/b/*")] == ["notes.txt"]
    assert (tmp_path / "elsewhere" / "index.html").read_text() == "mine"
    assert sorted(read_manifest(tmp_path)["files"])[2:] == ["outlets/a/index.html", "outlets/d/index.html"]


def test_without_outlets_there_is_no_folder_of_them(tmp_path: Path) -> None:
    page = make_page(tmp_path, "corpus_overview")
    write_outlets(page, "A", "B")
    rebuild_index(tmp_path)
    write_outlets(page, "A")
    (tmp_path / "outlets" / "a" / ".analysis-new-index.html").write_text("<ht")
    recover(tmp_path)
    rebuild_index(tmp_path)
    assert not (tmp_path / "outlets").exists()


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "<<<<<<< ours",
        '{"notebooks": []}',
        '{"notebooks": {"toy": {}}}',
        '{"notebooks": {"toy": []}}',
        '{"notebooks": {"toy": {"corpus": "c", "lock": "l", "parameters": {}, "files": {}}}}',
    ],
)
def test_a_damaged_manifest_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    assert read_manifest(tmp_path) == {"notebooks": {}}
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(SettingsError, match="is damaged: bring it back from git, or run all notebooks again"):
        read_manifest(tmp_path)


def test_kernels_see_the_same_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TZ", "Asia/Tokyo"), ("PYTHONHASHSEED", "7"), ("OMP_NUM_THREADS", "8"), ("PYTHONPATH", "/x")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ANALYSIS_SESSION", "/elsewhere")
    environment = kernel_manager(tmp_path, {}, Kernels()).surroundings
    assert (environment["TZ"], environment["PYTHONHASHSEED"], environment["OMP_NUM_THREADS"]) == ("UTC", "0", "1")
    assert "PYTHONPATH" not in environment
    assert "ANALYSIS_SESSION" not in environment


def test_a_saved_notebook_is_cleaned_once_and_for_all(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "toy.ipynb", "## A", "1")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[3].outputs = [new_output("execute_result", {"text/plain": "secret"}, execution_count=4)]
    notebook.cells[3].execution_count = 4
    notebook.metadata["language_info"] = {"name": "python", "version": "3.99"}
    cleaned = clean_source(nbformat.writes(notebook))
    assert "secret" not in cleaned
    assert "3.99" not in cleaned
    assert clean_source(cleaned) == cleaned
    again = nbformat.reads(cleaned, as_version=4)
    nbformat.validate(again)
    assert again.cells[1].metadata.tags == ["parameters"]
    assert again.cells[3].execution_count is None
    assert [cell.source for cell in again.cells] == [cell.source for cell in notebook.cells]
