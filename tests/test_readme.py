"""README, docs and CONTRIBUTING are true: the tree, the commands and what they print, the names, and every number."""

from __future__ import annotations

import math
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import pytest
import yaml
from command import PROJECT, call
from test_layers import FLOORS

from analysis import cli
from analysis.corpus.readers.column_names import USUAL_NAMES
from analysis.errors import CorpusError, SettingsError
from analysis.run.plan import PAGES, choose_notebooks, find_notebooks
from analysis.settings.parameters import read_parameters
from analysis.settings.settings_files import CorpusSettings, NameFamilies, TopicEdits
from analysis.statistics.association import log_dice
from analysis.statistics.distributions import deviation_of_proportions
from analysis.statistics.permutation import ALPHA
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.topics.results import topic_card
from analysis.vocabulary import MIN_MODERATE, MIN_STABLE

README = (PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# The README and what it leads to, as one text.
_WRITTEN = (
    "articles", "export", "github", "jupyterlab", "notebooks", "parameters", "python", "reading", "reproducibility",
    "topics",
)  # fmt: skip
_PAGES = [(PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in _WRITTEN]
DOCS = re.sub(r"<!-- written by .*?<!-- end -->", "", "\n".join([README, *_PAGES]), flags=re.DOTALL)
GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```([a-z]*)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
SHELL = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
# Made by a run, so not there before it.
MADE = {
    "corpus.yml", "topics.yml", ".venv", "data/interim", "data/interim/runs", "data/interim/kept",
    "reports/index.html", "reports/_failed",
    "notebooks/my_question.ipynb", "methods.md", "export.json",
}  # fmt: skip
# What the reader's corpus of the docs holds, so that each record has the fate they show.
MY_ARTICLES = {
    "corpus.yml": "agencies: []\n",
    "names.yml": "families: {}\n",
    "README.md": "No record.\n",
    "evening-post/2023-11-04-gates-shut.txt": "Gates shut\n\nThe gates of the port were shut on Friday.\n",
    "evening-post/2023-11-05-rain.txt": "Rain\n",
    "the-gazette/2023/2023-11-02-dockers-strike.txt": "Dockers strike\n\nThe dockers stopped work on Monday.\n",
    "loose.txt": "A title\n\nA text without a folder.\n",
    "notes.pdf": "%PDF-1.4",
    "table.csv": "id,headline,body,outlet,date\n7,One,The ships wait.,Gazette,2023-11-05\n8,Two,,Gazette,2023-11-06\n",
}


@pytest.fixture
def my_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where the reader stands, with the corpus of the docs."""
    for name, text in MY_ARTICLES.items():
        path = tmp_path / "my-articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def section(title: str) -> str:
    return re.split(r"\n##? ", DOCS.split(f"\n## {title}\n")[1])[0]


def test_the_readme_can_be_read_to_its_end() -> None:
    assert len(README.splitlines()) <= 200
    first_screen = README.split("\n## ")[0]
    assert len(first_screen.splitlines()) <= 45
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", DOCS):
        path = PROJECT / picture if picture.startswith("docs/") else PROJECT / "docs" / picture
        assert path.stat().st_size < 200_000, picture


def arguments(line: str) -> list[str]:
    """Give the arguments of a line that calls the command; nothing for other lines."""
    words = shlex.split(line)
    return words[1:] if words and words[0].rpartition("/")[2] == "analysis" else []


# Where things are


def tree() -> Iterator[str]:
    """List the paths of the README's tree."""
    folder = ""
    for line in section("Where things are").split("```text\n")[1].split("```")[0].splitlines():
        name = line.split()[0]
        folder = folder if line.startswith(" ") else name
        yield folder + name if line.startswith(" ") else name


def test_the_tree_names_what_is_there() -> None:
    named = list(tree())
    assert len(named) == len(set(named)) > 20
    for path in named:
        assert (PROJECT / path).exists(), f"README's tree names {path}"
        assert (PROJECT / path).is_dir() == path.endswith("/"), path


def test_the_tree_names_every_notebook() -> None:
    named = {path for path in tree() if path.startswith("notebooks/") and path != "notebooks/"}
    assert named == {f"notebooks/{name}.ipynb" for name in PAGES}


def test_the_tree_names_all_that_git_holds_at_the_top() -> None:
    answer = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if answer.returncode or not answer.stdout:
        pytest.skip("not a git checkout")
    held = {path.partition("/")[0] for path in answer.stdout.splitlines()}
    assert held <= {path.partition("/")[0] for path in tree()}


def spans(text: str) -> list[str]:
    without_blocks = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", without_blocks)


@pytest.mark.parametrize("text", [DOCS, CONTRIBUTING], ids=["docs", "CONTRIBUTING"])
def test_paths_in_the_text_exist(text: str) -> None:
    path_like = re.compile(r"\.?[\w-][\w./-]*(/|\.(md|yml|csv|py|json|lock|toml|css))[\w./-]*")
    paths = [span for span in spans(text) if path_like.fullmatch(span)]
    assert len(paths) >= 5
    for path in paths:
        own = path.startswith("my-") or path.strip("/") in MADE
        somewhere = [*PROJECT.glob(f"reports/*/{path}"), *PROJECT.glob(f"src/analysis/**/{path}")]
        assert own or (PROJECT / path).exists() or somewhere, path


# Commands and what they print


def test_every_line_of_shell_is_a_command_of_the_project(my_articles: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert len(SHELL) > 10
    for line in SHELL:
        words = shlex.split(line)
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:.*##", makefile, re.MULTILINE), line
            for assignment in words[2:]:
                assert re.search(rf"^export .*\b{assignment.partition('=')[0]}\b", makefile, re.MULTILINE), line
        elif arguments(line):
            name, *rest = arguments(line)
            cli.commands.commands[name].make_context(name, rest)
        else:
            assert words[0] in ("cp", "conda", "python"), line


@pytest.mark.parametrize("line", [line for line in SHELL if arguments(line)[:1] == ["run"]])
def test_a_run_as_documented_can_start(my_articles: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    there = find_notebooks()
    # What `analysis new my_question` has written.
    monkeypatch.setattr("analysis.run.plan.find_notebooks", lambda _: there | {"my_question": there["corpus_overview"]})
    refused = dict(printed()).get(line, "").removeprefix("analysis: ").strip()
    with pytest.raises(SettingsError, match=re.escape(refused)) if refused else nullcontext():
        assert cli.commands([*arguments(line), "--dry-run"], standalone_mode=False) == 0


def printed() -> list[tuple[str, str]]:
    """Pair each shown output with the command above it."""
    return [
        (before.strip(), output)
        for (kind, before), (next_kind, output) in pairwise(BLOCKS)
        if kind == "sh" and next_kind == "text" and f"```sh\n{before}```\n\n```text\n{output}```" in DOCS
    ]


def test_there_is_output_to_compare() -> None:
    assert len(printed()) == 2


@pytest.mark.parametrize(("line", "output"), printed(), ids=[line for line, _ in printed()])
def test_what_is_printed_is_what_is_shown(
    my_articles: Path, capsys: pytest.CaptureFixture[str], line: str, output: str
) -> None:
    call(*arguments(line))
    streams = capsys.readouterr()
    # "..." on a line of its own stands for lines left out.
    pattern = "".join("(?:.*\n)*?" if shown == "..." else re.escape(shown) + "\n" for shown in output.splitlines())
    assert re.fullmatch(pattern, streams.out + streams.err), streams.out + streams.err


def test_exit_codes() -> None:
    told = {
        int(code): meaning
        for code, meaning in re.findall(r"^\| (\d+) \| (.+) \|$", section("Exit codes"), re.MULTILINE)
    }
    assert set(told) == {0, 1, click.UsageError("").exit_code, CorpusError.exit_code, cli.INTERRUPTED}
    assert "settings" in told[SettingsError.exit_code]
    assert "articles" in told[CorpusError.exit_code]
    assert "notebook failed" in told[1]


def test_without_make() -> None:
    lines = section("Without make").replace("\\", "/")
    assert re.findall(r"^py (\S+)$", lines, re.MULTILINE) == [".ci/make_venv.py"]
    environment = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    assert f"conda activate {environment['name']}\n" in lines
    (then,) = re.findall(r"(python -m pip .+)", (PROJECT / "environment.yml").read_text(encoding="utf-8"))
    assert then in lines


# Names


def test_the_questions_are_those_of_the_notebooks() -> None:
    rows = re.findall(r"^\| (.+\?) \| \[(\w+)\]\((\S+)\) \| \[(\S+)\]", section("The questions"), re.MULTILINE)
    assert [name for _, name, _, _ in rows] == list(PAGES)
    for question, name, notebook, report in rows:
        assert notebook == f"notebooks/{name}.ipynb"
        assert report == f"reports/{name}"
        assert question in (PROJECT / notebook).read_text(encoding="utf-8")


def test_the_parameters_exist() -> None:
    shared = set.intersection(*({p.name for p in read_parameters(path)} for path in choose_notebooks(PAGES).values()))
    (sentence,) = re.findall(r"Every notebook has parameters that (.*?)\.", section("Change a parameter"), re.DOTALL)
    named = re.findall(r"`(\w+)`", sentence)
    assert len(named) >= 5
    assert set(named) <= shared


def test_the_columns_are_those_that_are_known() -> None:
    rows = re.findall(r"^\| (\w+) \| (`.+`) \|$", section("Tables"), re.MULTILINE)
    assert [tuple(re.findall(r"`(\w+)`", names)) for _, names in rows] == list(USUAL_NAMES.values())


def test_the_settings_files_are_valid() -> None:
    models = {"corpus.yml": CorpusSettings, "names.yml": NameFamilies, "topics.yml": TopicEdits}
    texts = [text for kind, text in BLOCKS if kind == "yaml"]
    assert [text.split(":")[0].removeprefix("# ") for text in texts] == list(models)
    for text, model in zip(texts, models.values(), strict=True):
        assert model.model_validate(yaml.safe_load(text)).model_dump() != model().model_dump()


def test_the_verdicts_are_those_of_the_card() -> None:
    (sentence,) = re.findall(r"\*\*Verdict\*\*(.*?)\n\n", DOCS, re.DOTALL)
    verdicts = re.findall(r"\*([^*]+)\*", sentence)
    written = Path(str(topic_card.__file__)).read_text(encoding="utf-8")
    assert len(verdicts) == 9
    for verdict in verdicts:
        assert re.search(rf'return .*"{verdict}', written), verdict


def test_the_floors_are_those_that_are_tested() -> None:
    (drawn,) = re.findall(r"```text\n(.*?)```", CONTRIBUTING, re.DOTALL)
    floors = [set(line.split("   ")[0].split()) for line in drawn.splitlines()]
    assert [*floors[::-1], {"__main__"}] == list(FLOORS)


def test_contributing_is_one_page() -> None:
    assert len(CONTRIBUTING.splitlines()) <= 90
    rows = re.findall(r"^\| (?!I want to|---)", CONTRIBUTING, re.MULTILINE)
    assert len(rows) <= 16


def test_names_in_contributing_exist() -> None:
    names = {span for span in spans(CONTRIBUTING) if re.fullmatch(r"\w*_\w+|[A-Z]{3,}", span)}
    source = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "src").rglob("*.py"))
    assert len(names) >= 5
    for name in names:
        assert re.search(rf"\b{name}\b", source), name


# Numbers


def odds_in_words() -> tuple[float, ...]:
    return 0.0, round(math.log(2), 1), round(math.log(10), 1)


def extremes_of_dispersion() -> tuple[float, ...]:
    parts = np.array([10, 90])
    return tuple(float(deviation_of_proportions(np.array([[a], [b]]), parts)[0]) for a, b in ((1, 9), (4, 0)))


def firmest_phrase() -> tuple[float, ...]:
    assert log_dice(np.array([3]), np.array([12])) == log_dice(np.array([6]), np.array([12])) - 1
    return (float(log_dice(np.array([6]), np.array([12]))[0]),)


def python_needed() -> tuple[float, ...]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return (float(project["requires-python"].removeprefix(">=")),)


# Each number of the texts, and what it is made from: nothing is believed.
NUMBERS: dict[str, Callable[[], tuple[float, ...]]] = {
    r"python3 \((\d\.\d+) to 3\.14\)": python_needed,
    r"lies in it in (\d+)% of": lambda: (100 * (1 - ALPHA),),
    r"Fewer than (\d+) independent texts": lambda: (MIN_TEXTS_FOR_INTERVAL,),
    r"stability under (\d\.\d)": lambda: (MIN_MODERATE,),
    r"\*stable\* \(from (\d\.\d)\)": lambda: (MIN_STABLE,),
    r"(\d) for no difference, (\d\.\d) for twice, (\d\.\d) for ten times": odds_in_words,
    r"(\d) when it is spread as evenly as all words, (\d) when it occurs in one place": extremes_of_dispersion,
    r"(\d+) when they never occur apart": firmest_phrase,
}


@pytest.mark.parametrize("pattern", NUMBERS)
def test_numbers_come_out_again(pattern: str) -> None:
    found = re.search(pattern.replace(" ", r"\s+"), DOCS + GLOSSARY)
    assert found, f"README, docs and glossary no longer say {pattern}"
    assert tuple(map(float, found.groups())) == pytest.approx(NUMBERS[pattern]())
