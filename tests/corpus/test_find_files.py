"""Which files are records: order, hidden files, links, pipes, closed folders, names of any bytes."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from corpus_files import WriteFiles, load_folder, read_folder

from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.find_files import find_files, fingerprint_files
from analysis.corpus.readers.read_files import read_articles
from analysis.errors import CorpusError

ARTICLE = "T\n\nbody words"


def names(folder: Path) -> list[str]:
    return [file.relative for file in find_files(folder)]


def reasons(folder: Path) -> dict[str, str]:
    return {file.relative: file.reason.split(":")[0] for file in find_files(folder) if file.reason}


def test_files_come_in_the_order_of_their_paths(write: WriteFiles) -> None:
    folder = write(dict.fromkeys(("b/z.txt", "a/b.txt", "a/B.txt", "a.csv", "a/a/c.txt", "b/é.txt"), ARTICLE))
    assert names(folder) == ["a.csv", "a/B.txt", "a/a/c.txt", "a/b.txt", "b/z.txt", "b/é.txt"]


def test_the_folder_of_a_saved_page_belongs_to_it(write: WriteFiles) -> None:
    own = ("a_files/frame.html", "b-Dateien/x.css", "c_fichiers/y.txt")
    folder = write(dict.fromkeys(("a.html", "b.htm", "c.html", "d_files/e.txt", *own), ARTICLE))
    assert names(folder) == ["a.html", "b.htm", "c.html", "d_files/e.txt"]


def test_what_is_not_an_article(write: WriteFiles) -> None:
    folder = write(
        dict.fromkeys(
            ("README.md", "SHA256SUMS", "LICENSE", "corpus.yml", "a/x.yml", ".git/y.txt", "a/.z.txt", "a/b.txt"),
            ARTICLE,
        )
    )
    assert names(folder) == ["a/b.txt"]


def test_a_single_table_is_a_corpus(write: WriteFiles) -> None:
    folder = write({"t.csv": "text,source\na,S\n"})
    assert find_files(folder / "t.csv") == [(folder / "t.csv", "t.csv", "")]


def test_nothing_there_is_told_with_the_path(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"There is no folder or file of articles at .*/nowhere: check the path"
    ) as caught:
        find_files(tmp_path / "nowhere")
    assert caught.value.exit_code == 3


def test_links_out_of_the_corpus_loops_and_dangling_links_are_refused(write: WriteFiles, tmp_path: Path) -> None:
    folder = write({"S/a.txt": ARTICLE})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(ARTICLE)
    (folder / "S" / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "away").symlink_to(tmp_path / "outside")
    (folder / "S" / "loop").symlink_to(folder)
    (folder / "S" / "self.txt").symlink_to(folder / "S" / "self.txt")
    (folder / "S" / "dangling.txt").symlink_to(folder / "S" / "nothing.txt")
    (folder / "S" / "up.txt").symlink_to("../../outside/secret.txt")
    (folder / "S" / ".hidden.txt").symlink_to("../../outside/secret.txt")
    assert reasons(folder) == {
        "S/out.txt": "a link that leads out of the corpus",
        "S/up.txt": "a link that leads out of the corpus",
        "S/dangling.txt": "a link to a file that is not there",
        "S/loop": "a link to a folder",
        "S/self.txt": "a link that leads in a circle",
        "away": "a link to a folder",
    }
    used, refused = read_folder(folder)
    assert [r.path for r in used] == ["S/a.txt"]
    assert {r.path: r.reason.split(":")[0] for r in refused} == reasons(folder)


def test_the_fingerprint_opens_nothing_outside(write: WriteFiles, tmp_path: Path) -> None:
    folder = write({"S/a.txt": ARTICLE})
    outside = tmp_path / "secret.txt"
    outside.write_text("one")
    (folder / "out.txt").symlink_to(outside)
    before = fingerprint_files(find_files(folder))
    outside.write_text("two")
    assert fingerprint_files(find_files(folder)) == before
    outside.unlink()
    assert fingerprint_files(find_files(folder)) != before


def test_a_link_within_the_corpus_is_a_file_and_the_corpus_may_be_one(write: WriteFiles, tmp_path: Path) -> None:
    folder = write({"S/a.txt": ARTICLE})
    (folder / "S" / "b.txt").symlink_to("a.txt")
    (tmp_path / "link").symlink_to(folder)
    assert names(tmp_path / "link") == names(folder) == ["S/a.txt", "S/b.txt"]


def test_pipes_and_sockets_are_refused_and_not_opened(write: WriteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"S/a.txt": ARTICLE})
    os.mkfifo(folder / "S" / "pipe.txt")
    (folder / "S" / "null.csv").symlink_to("/dev/null")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.jsonl")
        used, refused = read_folder(folder)
        assert len(fingerprint_files(find_files(folder))) == 64
    assert [r.path for r in used] == ["S/a.txt"]
    assert {r.path: r.reason.split(":")[0] for r in refused} == {
        "S/null.csv": "a link that leads out of the corpus",
        "S/pipe.txt": "a pipe, socket or device",
        "s.jsonl": "a pipe, socket or device",
    }
    corpus = load_folder(folder)
    assert (len(corpus.articles), len(corpus.refused)) == (1, 3)
    with pytest.raises(CorpusError, match="There is no folder or file"):
        find_files(folder / "S" / "pipe.txt")


def test_a_file_that_has_become_a_pipe_is_not_waited_for(write: WriteFiles) -> None:
    folder = write({"S/a.txt": ARTICLE, "t.csv": "text,source\none,S\n", "u.parquet": b"", "v.zip": b""})
    files = find_files(folder)
    for path, _, _ in files:
        path.unlink()
        os.mkfifo(path)
    refused = [found for found in read_articles(files) if isinstance(found, RefusedRow)]
    names = ("S/a.txt", "t.csv", "u.parquet", "v.zip")
    assert {r.path: r.reason for r in refused} == dict.fromkeys(names, "cannot be read: not an ordinary file")
    assert len(fingerprint_files(files)) == 64


def test_files_that_vanish_or_change_are_refused_or_read(write: WriteFiles) -> None:
    content = {"S/a.txt": ARTICLE, "b.csv": "text,source\none,S\n", "c.zip": b"", "d.json": "[]", "e.parquet": b""}
    folder = write(content)
    files = find_files(folder)
    (folder / "S" / "a.txt").write_text("T\n\nother words")
    for name in ("b.csv", "c.zip", "d.json", "e.parquet"):
        (folder / name).unlink()
    found = list(read_articles(files))
    assert [r.text.strip() for r in found if isinstance(r, ArticleRow)] == ["other words"]
    refused = [r for r in found if isinstance(r, RefusedRow)]
    assert [(r.path, r.reason) for r in refused] == [
        (name, "cannot be read: No such file or directory") for name in ("b.csv", "c.zip", "d.json", "e.parquet")
    ]


def test_names_of_any_bytes_are_shown_and_stay_apart(write: WriteFiles) -> None:
    folder = write({"S/a.txt": ARTICLE, "S/b\nc\x1b.txt": ARTICLE, "S/" + "é" * 120 + ".txt": ARTICLE})
    for name in (b"caf\xe9.txt", b"caf\xea.txt", rb"caf\udce9.txt"):
        (folder / "S" / os.fsdecode(name)).write_text(ARTICLE)
    corpus = load_folder(folder)
    assert sorted(corpus.articles["path"]) == sorted(
        [
            "S/a.txt", r"S/b\nc\x1b.txt", "S/" + "é" * 120 + ".txt", r"S/caf\udce9.txt", r"S/caf\udcea.txt",
            r"S/caf\\udce9.txt",
        ]
    )  # fmt: skip
    assert corpus.articles["article_id"].is_unique


def test_the_fingerprint_is_of_paths_and_bytes(write: WriteFiles) -> None:
    folder = write({"S/a.txt": "one", "S/b.txt": "two"})
    first = fingerprint_files(find_files(folder))
    assert fingerprint_files(find_files(folder)) == first
    assert len(first) == 64
    (folder / "README.md").write_text("no record")
    os.utime(folder / "S" / "a.txt", (0, 0))
    assert fingerprint_files(find_files(folder)) == first
    prints = {first}
    (folder / "S" / "a.txt").write_text("one ")
    prints.add(fingerprint_files(find_files(folder)))
    (folder / "S" / "a.txt").rename(folder / "S" / "c.txt")
    prints.add(fingerprint_files(find_files(folder)))
    write({"S/b.txt": "one ", "S/c.txt": "two"})
    prints.add(fingerprint_files(find_files(folder)))
    assert len(prints) == 4
