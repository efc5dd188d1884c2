"""Results that are kept: the same as computed, looked for by all they depend on, and never trusted when damaged."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from test_packing import Loud, same

from analysis import cache, figures, sources, terms, topics
from analysis.cache import keep
from analysis.corpus import Corpus, compare_versions
from analysis.counts import add_shown, concordance, count_words, find_names, term_sentences
from analysis.engine import Engine, versions
from analysis.report import open_report


class Computed:
    """What is computed, and how often."""

    def __init__(self, result: Any) -> None:
        self.result, self.times = result, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.result


def found(folder: Path, compute: Callable[[], Any], *given: Any, name: str = "job") -> Any:
    return keep(Engine(kept=folder), name, lambda: list(given), compute)


def test_the_same_is_computed_once(tmp_path: Path) -> None:
    table = Computed(pd.DataFrame({"term": ["strike", None], "per_million": [1.5, np.nan]}))
    results = [found(tmp_path / "kept", table, "a", 1) for _ in range(3)]
    assert table.times == 1
    assert all(same(result, table.result) for result in results)
    # The lock is gone with the work.
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [""]


def test_what_differs_is_computed_anew(tmp_path: Path) -> None:
    job = Computed(7)
    for name, *given in (("job", 1), ("job", 2), ("job", "1"), ("job", [1]), ("job", 1, None), ("other", 1)):
        found(tmp_path, job, *given, name=name)
    assert job.times == 6


def forget_code() -> None:
    for known in (versions.package_files, versions.hash_code, cache._code_at_start, cache._surroundings):
        known.cache_clear()


def test_other_code_and_other_packages_are_other_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, job = tmp_path / "package", Computed(7)
    package.mkdir()
    (package / "words.py").write_text("LEAST = 5")
    (package / "style.css").write_text("p {}")
    monkeypatch.setattr(versions, "PACKAGE", package)

    def start_again() -> None:
        forget_code()
        found(tmp_path / "kept", job)

    start_again()
    start_again()
    assert job.times == 1
    (package / "words.py").write_text("LEAST = 6")
    # The process that runs does not know which of the two it runs: nothing is served, nothing kept.
    for _ in range(2):
        found(tmp_path / "kept", job)
    assert job.times == 3
    start_again()
    assert job.times == 4
    (package / "more.css").write_text("p {}")
    start_again()
    (tmp_path / "numpy-9.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    start_again()
    start_again()
    assert job.times == 6
    monkeypatch.undo()
    forget_code()


def test_the_package_may_change_beside_an_open_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, job = tmp_path / "package", Computed(7)
    (package / "__pycache__").mkdir(parents=True)
    code, making = package / "words.py", package / "__pycache__" / "words.cpython-311.pyc.140247"
    code.touch()
    making.touch()
    monkeypatch.setattr(versions, "PACKAGE", package)
    forget_code()
    found(tmp_path / "kept", job)
    # Python renames what it has written.
    making.rename(making.with_suffix(""))
    found(tmp_path / "kept", job)
    assert job.times == 1
    code.unlink()
    assert [found(tmp_path / "kept", job) for _ in range(2)] == [7, 7]
    assert job.times == 3
    monkeypatch.undo()
    forget_code()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[:-1],
    "longer": lambda content: content + b"\0",
    "a number changed": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "the header changed": lambda content: content.replace(b"numbers", b"numberz"),
    "of another length": lambda content: content[:32] + (2**62).to_bytes(8, "little") + content[40:],
    "pickled": lambda content: pickle.dumps(Loud()),
    "with a hash of its own": lambda content: content[:40] + pickle.dumps(Loud()),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_computed_and_written_again(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    job = Computed(np.arange(5))
    found(tmp_path, job)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(DAMAGE[name](whole))
    assert same(found(tmp_path, job), job.result)
    assert job.times == 2
    assert path.read_bytes() == whole
    assert capsys.readouterr().out == ""


def test_a_file_under_the_name_of_another_is_not_read(tmp_path: Path) -> None:
    found(tmp_path, Computed(1), "one")
    (one,) = tmp_path.iterdir()
    found(tmp_path, Computed(2), "two")
    (two,) = set(tmp_path.iterdir()) - {one}
    one.replace(two)
    assert found(tmp_path, Computed(2), "two") == 2


def test_what_cannot_be_kept_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "kept"):
        job = Computed({1, 2})
        assert [found(folder, job), found(folder, job)] == [{1, 2}] * 2
        assert job.times == 2
    assert keep(Engine(), "job", lambda: [{1}], Computed(3)) == 3
    assert found(tmp_path / "kept", Computed(3), {1}) == 3

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert found(tmp_path / "kept", Computed(4)) == 4
    assert list((tmp_path / "kept").iterdir()) == []


def test_an_error_is_raised_and_not_kept(tmp_path: Path) -> None:
    def fail() -> int:
        raise ValueError("no articles")

    for _ in range(2):
        with pytest.raises(ValueError, match="no articles"):
            found(tmp_path, fail)
    assert list(tmp_path.iterdir()) == []
    assert found(tmp_path, Computed(5)) == 5


def test_the_least_recently_used_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 4_500)
    jobs, known = [Computed(np.full(100, number)) for number in range(5)], set[Path]()
    for number in range(4):
        found(tmp_path, jobs[number], number)
        (new,) = set(tmp_path.iterdir()) - known
        known.add(new)
        os.utime(new, (10**9 + number, 10**9 + number))
    found(tmp_path, jobs[0], 0)
    found(tmp_path, jobs[4], 4)
    assert len(known - set(tmp_path.iterdir())) == 1
    for number in (0, 2, 3, 4):
        found(tmp_path, jobs[number], number)
    assert [job.times for job in jobs] == [1] * 5
    found(tmp_path, jobs[1], 1)
    assert jobs[1].times == 2


def test_what_would_fill_a_quarter_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 4_000)
    found(tmp_path, Computed(np.zeros(130)))
    assert list(tmp_path.iterdir()) == []


TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from analysis.cache import keep
from analysis.engine import Engine
me, other, log = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

def compute():
    with log.open("a") as file:
        file.write(me)
    # Until the other process is about to ask for the same.
    while not other.exists():
        time.sleep(0.01)
    return "made"

Path(me).touch()
print(keep(Engine(kept=Path("kept")), "job", lambda: [], compute))
"""


def test_two_processes_at_once_compute_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO_AT_ONCE]
    both = [
        subprocess.Popen([*command, me, other, "log"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        for me, other in (("a", "b"), ("b", "a"))
    ]
    assert [process.communicate()[0] for process in both] == ["made\n"] * 2
    assert len((tmp_path / "log").read_text()) == 1


def everything(corpus: Corpus) -> list[Any]:
    """Call all functions whose results are kept."""
    uses, mentions = count_words(corpus), find_names(corpus)
    found = topics.fit_topics(corpus, uses, n_topics=3, n_subjects=5)
    card = topics.topic_card(corpus, found)
    by_source = topics.shares_by_source(corpus, found)
    phrases = terms.phrase_table(corpus, uses)
    comparison = sources.compare_sources(corpus, uses, list(terms.find_phrases(corpus, uses)["term"]), found.finest)
    names = sources.names_by_source(corpus, mentions)
    return [
        uses, mentions, found, card, by_source, phrases, comparison, names,
        found.sample.for_fitting.points, found.choice.halves, [level.topic for level in found.levels],
        topics.topic_words(found, card, topics.representative_articles(corpus, found)),
        topics.shares_by_period(corpus, found), topics.topic_differences(corpus, found),
        topics.topic_sentences(corpus, found, by_source), topics.topic_wording(corpus, found),
        topics.coverage_articles(corpus, found, card, by_source, ""), topics.coding_sheet(corpus, found),
        add_shown(corpus, phrases), terms.focus_table(corpus, uses, ["port"]), terms.term_trend(corpus, ["port"]),
        terms.term_changes(corpus, ["port", "strike"]), terms.headline_terms(corpus, uses),
        terms.collocates(corpus, uses, ["port"]), concordance(corpus, ["port"]), term_sentences(corpus, phrases),
        sources.source_distances(corpus, comparison), sources.propose_names(corpus), compare_versions(corpus),
        sources.names_by_place(corpus, mentions), sources.name_sentences(corpus, mentions, names),
        sources.term_differences(comparison), sources.house_marks(comparison),
    ]  # fmt: skip


def test_what_is_read_is_what_would_be_computed(sample: Corpus, tmp_path: Path) -> None:
    keeping = replace(sample, engine=Engine(kept=tmp_path))
    computed = everything(sample)
    assert not list(tmp_path.iterdir())
    first = everything(keeping)
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(files) > 25
    # An object with the same content, as another kernel has it; what it reads, it gives back to what comes next.
    second = everything(replace(sample, engine=Engine(kept=tmp_path)))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files
    for one, other, read in zip(computed, first, second, strict=True):
        assert cache.Packed(one).digest() == cache.Packed(other).digest() == cache.Packed(read).digest()


def test_a_wrong_call_says_what_it_says_without(sample: Corpus, tmp_path: Path) -> None:
    keeping = replace(sample, engine=Engine(kept=tmp_path))
    with pytest.raises(TypeError, match=r"concordance\(\) missing 1 required positional argument: 'terms'"):
        concordance(keeping)  # type: ignore[call-arg]
    with pytest.raises(AttributeError, match="engine"):
        count_words(3)  # type: ignore[arg-type]


def test_other_articles_are_other_results(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    days = [article("The port was closed by a strike.", day=f"2024-03-{day:02}") for day in range(1, 9)]
    told = article("The port is open.", "Standard")
    corpus = make_corpus([*days, told], engine=Engine(kept=tmp_path))
    assert [count_words(corpus).words, count_words(corpus.where(source="Standard")).words] == [60, 4]
    assert count_words(make_corpus([*days, told, told], engine=Engine(kept=tmp_path))).words == 64
    assert len({corpus.key, replace(corpus, period="year").key, replace(corpus, language="de").key}) == 3
    assert replace(corpus, engine=Engine("processes")).key == corpus.key


def test_what_is_changed_in_place_is_counted(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    told = [article("The strike, a walkout, goes on."), article("A walkout.", "Standard")]
    corpus = make_corpus(told, names={"Strike": ["strike"]}, engine=Engine(kept=tmp_path))
    assert len(find_names(corpus)) == 1
    corpus.name_families["Strike"] = ["strike", "walkout"]
    assert len(find_names(corpus)) == 3
    keys = [corpus.key]
    corpus.source_names[0] = "Post"
    keys.append(corpus.key)
    corpus.settings.agencies.append("Wire")
    keys.append(corpus.key)
    assert len(set(keys)) == 3
    corpus.removed.insert(0, "x", 1)
    assert "x" not in corpus.removed


def test_a_figure_is_drawn_once_for_the_same_table(
    sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(
        "analysis.report.report.draw_files",
        lambda figure, *_, **__: (
            drawn.append(figure.name) or {"svg": b"<svg/>", "narrow.svg": b"<svg/>", "png": b"png"}
        ),
    )
    report = open_report(None, replace(sample, engine=Engine(kept=tmp_path)))
    table = pd.DataFrame(
        {"source": ["a", "b"], "articles": [9, 4], "independent_texts": [9, 4], "words": [90, 40],
         "first": pd.to_datetime(["2024-01-01"] * 2), "last": pd.to_datetime(["2024-01-09"] * 2)}
    )  # fmt: skip
    mine = figures.ReportFigure("articles_by_source", lambda table: figures.Figure(), lambda table: "", "")
    for figure, rows in ((figures.articles_by_source, table), (mine, table)):
        for _ in range(2):
            report._draw(figure, rows, "2 articles")
    report._draw(figures.articles_by_source, table.head(1), "2 articles")
    report._draw(figures.articles_by_source, table, "3 articles")
    # What a notebook draws by a function of its own may change with it.
    assert drawn == ["articles_by_source"] * 5
    monkeypatch.setattr("analysis.figures.labels.font_files", lambda: (("other.ttf", 1, 1),))
    report._draw(figures.articles_by_source, table, "2 articles")
    assert len(drawn) == 6
