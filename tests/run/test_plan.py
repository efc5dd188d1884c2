"""A run is settled before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from notebook_making import make_notebook

from analysis.errors import CorpusError, SettingsError
from analysis.run import run
from analysis.run.kernel import Kernels
from analysis.run.manifest import write_made_from
from analysis.run.notebook_run import Execution
from analysis.run.plan import find_notebooks, make_plan, order_names
from analysis.run.reporter import ProgressReporter


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    for name in ("zebra", "topic_modeling", "corpus_overview"):
        make_notebook(tmp_path / "notebooks" / f"{name}.ipynb")
    return tmp_path / "notebooks"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def test_notebooks_come_in_the_order_of_their_pages(notebooks: Path) -> None:
    assert list(find_notebooks(notebooks)) == ["corpus_overview", "topic_modeling", "zebra"]
    names = ["term_frequency", "source_comparison", "a", "b"]
    assert order_names(sorted(names)) == names


def test_the_sample_into_its_own_reports_by_default(notebooks: Path) -> None:
    plan = make_plan(notebooks=notebooks)
    assert (plan.reports.name, plan.articles.name) == ("reports", "raw")
    assert plan.values == {name: {} for name in plan.notebooks}
    assert plan.defaults("zebra") == {"articles": "data/raw", "sources": [], "top_n": 3}


def test_a_parameter_of_another_notebook_is_refused_with_its_name(notebooks: Path, tmp_path: Path) -> None:
    make_notebook(notebooks / "other.ipynb", parameters='topic: str = ""')
    with pytest.raises(SettingsError, match=r"^There is no parameter 'topic' in zebra; use it with other\.$"):
        make_plan(["zebra"], notebooks=notebooks, given={"topic": "3"}, reports=tmp_path / "out")
    with pytest.raises(SettingsError, match=r"no parameter 'topci'\. Did you|no parameter 'topci'\. Parameters:"):
        make_plan(["zebra"], notebooks=notebooks, given={"topci": "3"}, reports=tmp_path / "out")


def test_nothing_else_goes_to_the_sample_reports_unless_told(notebooks: Path, articles: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="add --reports FOLDER"):
        make_plan(notebooks=notebooks, articles=articles)
    with pytest.raises(SettingsError, match="add --reports FOLDER"):
        make_plan(notebooks=notebooks, given={"top_n": "5"})
    with pytest.raises(SettingsError, match="add --reports FOLDER"):
        make_plan(notebooks=notebooks, reading={"encoding": "cp1252"})
    assert make_plan(notebooks=notebooks, reading={}).reading == {}
    plan = make_plan(
        notebooks=notebooks, articles=articles, reports=tmp_path / "out", given={"top_n": "5", "sources": ""}
    )
    # The name of the folder, never its path; values equal to the default are no changes.
    assert plan.values["zebra"] == {"articles": "mine", "top_n": 5}


def test_pages_on_the_sample_do_not_go_between_those_on_other_articles(
    notebooks: Path, articles: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "out"
    (reports / "zebra").mkdir(parents=True)
    make_notebook(reports / "zebra" / "zebra.ipynb")
    parameters = {"changed": {"articles": "mine"}, "default": {"articles": "data/raw"}}
    write_made_from(reports / "zebra", {"corpus": "c", "lock": "l", "parameters": parameters})
    with pytest.raises(SettingsError, match=r"are on other articles \(mine\): name them with --articles, or another"):
        make_plan(["topic_modeling"], notebooks=notebooks, reports=reports)
    assert make_plan(["topic_modeling"], notebooks=notebooks, articles=articles, reports=reports).reports == reports


def test_an_earlier_report_is_named_to_the_notebooks_that_ask_for_one(notebooks: Path, tmp_path: Path) -> None:
    make_notebook(notebooks / "other.ipynb", parameters='previous: str = ""')
    (tmp_path / "before" / "other").mkdir(parents=True)
    (tmp_path / "before" / "other" / "terms.csv").touch()
    given = {"previous": str(tmp_path / "before")}
    plan = make_plan(["other", "zebra"], notebooks=notebooks, given=given, reports=tmp_path / "out")
    assert (plan.values, plan.previous) == ({"other": {"previous": "before"}, "zebra": {}}, tmp_path / "before")


def test_what_cannot_work_is_refused(notebooks: Path, articles: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no notebook 'zebre'; there are corpus_overview"):
        make_plan(["zebre"], notebooks=notebooks)
    with pytest.raises(CorpusError, match="no articles at"):
        make_plan(notebooks=notebooks, articles=tmp_path / "nowhere", reports=tmp_path / "out")
    with pytest.raises(SettingsError, match="lies inside the articles"):
        make_plan(notebooks=notebooks, articles=articles, reports=articles / "out")
    with pytest.raises(SettingsError, match="Use --articles instead of -p articles="):
        make_plan(notebooks=notebooks, given={"articles": "x"}, reports=tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        make_plan(notebooks=notebooks, reports=tmp_path / "file" / "out")


def test_no_more_jobs_than_notebooks(notebooks: Path) -> None:
    assert make_plan(notebooks=notebooks, jobs=64).jobs == 3
    assert make_plan(["zebra"], notebooks=notebooks).jobs == 1


def test_side_by_side_what_takes_longest_starts_first(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(run, "make_report", lambda name, *_: started.append(name) or Execution())
    for jobs in (1, 2):
        plan = make_plan(notebooks=notebooks, jobs=jobs)
        with ProgressReporter() as reporter:
            done = run._execute_all(plan, "c0ffee", Kernels(), reporter)
        assert list(done) == list(plan.notebooks)
    assert started[:3] == ["corpus_overview", "topic_modeling", "zebra"]
    assert sorted(started[3:]) == sorted(started[:3])
    assert started[3] == "topic_modeling"
