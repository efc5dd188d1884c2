"""A notebook of one's own: written, run beside the others, told when it fails; what its cells show is on its page."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from command import PROJECT, analysis, files, make_articles
from notebook_making import make_notebook

from analysis import session
from analysis.errors import SettingsError
from analysis.run.clean_notebooks import clean_source
from analysis.run.new_notebook import write_new_notebook
from analysis.settings.parameters import read_parameters

HOSTILE = "<script>alert(1)</script>"
MODEL = PROJECT / "notebooks" / "corpus_overview.ipynb"
SHOWING = (
    "## A line",
    "import matplotlib.pyplot as plt\nimport pandas as pd\nplt.plot([1, 2])\nplt.title('From <b>$5')",
    "## Bars",
    "_, axes = plt.subplots()\naxes.bar(['a'], [1])\naxes.set_xlabel('source')\naxes.set_ylabel('articles')\n"
    "plt.show()\nprint('after the bars')",
    "## A table",
    f"table = pd.DataFrame({{'text': ['{HOSTILE}', object()], 'per_million': [1.5, None]}})\ntable",
    "## Counted",
    "table['text'].astype(str).str.len().value_counts()",
    "## Styled",
    "table.style.hide()",
    "## Theirs",
    f"from IPython.display import HTML\ndisplay(HTML('{HOSTILE}'))\n3 + 4",
    "## Drawn by pandas",
    "from analysis.figures import ReportFigure\nfrom analysis.report import open_report\n"
    "from types import SimpleNamespace\n"
    "words = pd.DataFrame({'source': ['a source of a long name', 'b'], 'words': [3, 2]})\n"
    "corpus = SimpleNamespace(articles=words, independent_texts=2, fingerprint='0' * 64)\n"
    "lengths = ReportFigure('lengths', lambda t: t.plot.barh('source', 'words').figure, lambda t: 'A.', caption='C.')\n"
    "open_report('', corpus).figure(lengths, words)",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of two articles with one notebook of the project, a new one, and some of a user."""
    folder = tmp_path_factory.mktemp("own")
    make_articles(folder)
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    shutil.copy(MODEL, notebooks)
    make_notebook(notebooks / "shows.ipynb", *SHOWING)
    make_notebook(notebooks / "fails.ipynb", "## Before", "1", "## Here", "undefined")
    make_notebook(
        notebooks / "undrawable.ipynb", "## A label", "import matplotlib.pyplot as plt\nplt.title(r'$\\frac{$')"
    )
    (notebooks / "damaged.ipynb").write_text("{")
    (notebooks / "Untitled.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}')
    return folder


@pytest.fixture(scope="module")
def first_run(project: Path) -> tuple[int, str, str]:
    code, out, err = analysis(project, "new", "my_question")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Wrote notebooks/my_question.ipynb: change it in JupyterLab (make lab)."
    return analysis(project, "run", "--jobs", "2")


def page(project: Path, name: str) -> str:
    return (project / "reports" / name / "index.html").read_text(encoding="utf-8")


def shown(project: Path, heading: str) -> str:
    """What the page of all kinds of values has below a heading."""
    return page(project, "shows").split(f">{heading}</h2>")[1].partition("<h2")[0].partition('<div class="folds">\n')[0]


def test_a_new_notebook_runs_and_is_on_the_index(project: Path, first_run: tuple[int, str, str]) -> None:
    assert re.search(r"^my_question: ok", first_run[2], re.MULTILINE)
    index = (project / "reports" / "index.html").read_text(encoding="utf-8")
    assert '<a href="my_question/index.html">My question</a>: Write here, in one sentence' in index
    written = page(project, "my_question")
    headings = re.findall("<h2[^>]*>([^<]*)", written)
    assert headings[-5:] == [
        "Which words are used most?",
        "How many articles does each source have?", "How long are they?", "What this does not show", "Made with",
    ]  # fmt: skip
    assert written.count("data:image/png;base64,") == 1
    assert (project / "reports" / "my_question" / "words_by_source.csv").read_text().startswith('"source","articles",')


def test_a_new_notebook_takes_its_parameters_from_the_others_and_is_clean(
    project: Path, first_run: tuple[int, str, str]
) -> None:
    path = project / "notebooks" / "my_question.ipynb"
    assert read_parameters(path) == read_parameters(MODEL)
    text = path.read_text(encoding="utf-8")
    assert clean_source(text) == text
    listed = analysis(project, "run", "--list")[1].splitlines()
    assert re.fullmatch("  articles: str = 'data/raw' +folder of .*", listed[listed.index("my_question") + 1])
    assert listed[listed.index("Untitled") + 1].startswith("  not run: Untitled.ipynb has no cell tagged 'parameters'")


@pytest.mark.parametrize(
    "name", ["my-question", "1st", "a b", "../x", "", "outlets", "_failed", "corpus_overview", "NUL", "com1", "a" * 61]
)
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(session, "PROJECT", tmp_path)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(MODEL, tmp_path / "notebooks")
    with pytest.raises(SettingsError, match=r"such as my_question|rename it|choose another name"):
        write_new_notebook(name)
    assert [path.name for path in (tmp_path / "notebooks").iterdir()] == [MODEL.name]


def test_one_that_fails_is_told_and_stops_no_other(project: Path, first_run: tuple[int, str, str]) -> None:
    code, out, err = first_run
    assert (code, out) == (1, "Open reports/index.html\n")
    ended = dict(re.findall(r"^(\w+): (ok|failed|not run)", err, re.MULTILINE))
    assert ended == {
        **dict.fromkeys(("corpus_overview", "my_question", "shows"), "ok"),
        **dict.fromkeys(("fails", "undrawable"), "failed"),
        **dict.fromkeys(("Untitled", "damaged"), "not run"),
    }
    assert "  fails, below “Here”: NameError: name 'undefined' is not defined\n" in err
    # A scratch pad is no fault.
    assert err.splitlines()[-1] == "3 of 6 notebooks failed: damaged, fails, undrawable."
    assert "Untitled: not run. Untitled.ipynb has no cell tagged 'parameters'; analysis new NAME writes one" in err


def test_a_figure_that_cannot_be_drawn_is_a_failure(project: Path, first_run: tuple[int, str, str]) -> None:
    assert re.search("undrawable, below “A label”: ValueError: .*Expected", first_run[2])
    assert not (project / "reports" / "undrawable").exists()


def test_one_that_cannot_be_run_is_refused_when_it_is_named(project: Path) -> None:
    code, _, err = analysis(project, "run", "my_question", "Untitled")
    assert code == 2
    assert "Untitled.ipynb has no cell tagged 'parameters'" in err


def test_figures_of_matplotlib_are_on_the_page(project: Path, first_run: tuple[int, str, str]) -> None:
    line, bars = shown(project, "A line"), shown(project, "Bars")
    for part, words in ((line, "From &lt;b&gt;$5"), (bars, "Articles by source")):
        assert part.count("<img") == 1
        assert f'alt="{words}"' in part
        assert f"<figcaption>{words}</figcaption>" in part
        assert 400 < int(re.findall('width="([0-9]+)"', part)[0]) < 700
    # Not what calls of matplotlib give back.
    assert "<pre" not in line
    assert ">after the bars\n</pre>" in bars


def test_tables_of_pandas_are_tables_of_the_page(project: Path, first_run: tuple[int, str, str]) -> None:
    table = shown(project, "A table")
    assert html.escape(HOSTILE) in table
    assert "&lt;object object&gt;" in table
    assert '<th scope="col" class="n">per_million</th>' in table
    assert "<caption><span>2 rows.</span></caption>" in table
    assert '<th scope="col" class="n">count</th>' in shown(project, "Counted")
    assert html.escape(HOSTILE) in shown(project, "Styled")
    assert "<script" not in page(project, "shows")
    assert ">7</pre>" in shown(project, "Theirs")


def test_a_report_figure_drawn_by_pandas_is_shown_once_with_its_labels(
    project: Path, first_run: tuple[int, str, str]
) -> None:
    drawn = shown(project, "Drawn by pandas")
    assert drawn.count("<img") == 1
    assert "data:image/png" not in drawn


def test_the_same_run_gives_the_same_bytes(project: Path, first_run: tuple[int, str, str], tmp_path: Path) -> None:
    # Whatever a user has set for figures of her own.
    home = tmp_path / "home"
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("axes.facecolor: red\nfigure.dpi: 30\n")
    before = files(project / "reports" / "shows")
    assert json.loads(before["made_from.json"])
    code, _, err = analysis(
        project, "run", "shows", HOME=str(home), XDG_CONFIG_HOME=str(home / ".config"), MPLBACKEND="svg",
    )  # fmt: skip
    assert code == 0, err
    assert files(project / "reports" / "shows") == before
