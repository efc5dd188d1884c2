"""What a run will do, settled and checked before anything starts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import session
from analysis.errors import CorpusError, SettingsError
from analysis.run.publish import FAILED, LOCK, MANIFEST, SHARED_PAGES
from analysis.settings.parameters import Parameter, check_values, read_parameters
from analysis.vocabulary import OUTLET_PAGES

# The project's own pages in their order; those of a user follow by name.
PAGES = ("corpus_overview", "term_frequency", "topic_modeling", "source_comparison")
_MIN_FREE_BYTES = 100_000_000


@dataclass(frozen=True)
class Plan:
    """A run, ready to start.

    Attributes
    ----------
    notebooks : dict of str to Path
        Notebooks to run, by name, in order.
    parameters : dict of str to list of Parameter
        What each of them declares.
    values : dict of str to dict
        Checked values that differ from the defaults, for each notebook.
    articles, reports : Path
        Absolute.
    previous : Path or None
        Earlier report folder to compare with, absolute.
    reading : dict
        How the command says that articles are read, from `analysis.settings.settings_files.check_given`.
    left_out : dict of str to SettingsError
        Notebooks that nobody named and that cannot be run, with the reason.
    jobs : int
        Notebooks at a time.
    scheduler : str
        Of `analysis.engine`.
    timeout : int
        Seconds a notebook may take.
    """

    notebooks: dict[str, Path]
    parameters: dict[str, list[Parameter]]
    values: dict[str, dict[str, Any]]
    articles: Path
    reports: Path
    jobs: int
    scheduler: str
    timeout: int
    previous: Path | None = None
    reading: dict[str, Any] = field(default_factory=dict)
    left_out: dict[str, SettingsError] = field(default_factory=dict)

    def defaults(self, name: str) -> dict[str, Any]:
        """Give the parameters of a notebook that stay as they are, without its report folder."""
        changed = self.values[name]
        return {p.name: p.default for p in self.parameters[name] if p.name not in changed and p.name != "report_dir"}


def find_notebooks(folder: Path | None = None) -> dict[str, Path]:
    """Find the notebooks of the project by name, in the order of their pages."""
    found = {path.stem: path for path in (folder or session.PROJECT / "notebooks").glob("*.ipynb")}
    return {name: found[name] for name in order_names(found)}


def choose_notebooks(names: Sequence[str], folder: Path | None = None) -> dict[str, Path]:
    """Choose notebooks of the project by name; no names choose all.

    Raises
    ------
    SettingsError
        For a name that no notebook has.
    """
    found = find_notebooks(folder)
    unknown = [name for name in names if name not in found]
    if unknown:
        raise SettingsError(f"There is no notebook {unknown[0]!r}; there are {', '.join(found) or 'none'}.")
    return {name: path for name, path in found.items() if not names or name in names}


def order_names(names: Mapping[str, Any] | Sequence[str]) -> list[str]:
    """Put names of notebooks into the order of their pages."""
    return sorted(names, key=lambda name: (PAGES.index(name) if name in PAGES else len(PAGES), name))


def make_plan(
    names: Sequence[str] = (),
    *,
    given: Mapping[str, Any] | None = None,
    articles: Path | None = None,
    reports: Path | None = None,
    jobs: int = 0,
    scheduler: str = "automatic",
    timeout: int = 3600,
    reading: Mapping[str, Any] | None = None,
    notebooks: Path | None = None,
) -> Plan:
    """Check all that can be checked before a kernel starts.

    Parameters
    ----------
    names : sequence of str
        Notebooks to run; none means all.
    given : mapping of str to str, list or dict
        Values of parameters, as read by `analysis.settings.given_values`.
    articles, reports : Path, optional
        Relative to where the caller is; default the sample and its reports.
    jobs : int
        Notebooks at a time; 0 for as many as there are cores.
    scheduler, timeout, reading
        As in `Plan`.
    notebooks : Path, optional
        Folder of the notebooks, default that of the project.

    Raises
    ------
    SettingsError
        Unknown notebook or parameter, value out of range, folder that cannot be written, a run that would replace
        the sample's reports by others, or others by the sample's, unasked, or a cluster that cannot do the work.
    CorpusError
        When there is nothing at the path of the articles.
    """
    # Listing parameters does without it: nbformat takes long to load.
    from analysis.run.notebook_files import check_notebook

    chosen = choose_notebooks(names, notebooks)
    if not chosen:
        raise SettingsError("There are no notebooks to run.")
    sample = session.PROJECT / "data" / "raw"
    where = (articles or sample).absolute()
    if not where.exists():
        raise CorpusError(f"There are no articles at {articles}.")
    given = dict(given or {})
    for name, option in (("articles", "--articles"), ("report_dir", "--reports")):
        if name in given:
            raise SettingsError(f"Use {option} instead of -p {name}=...")
    parameters: dict[str, list[Parameter]] = {}
    left_out: dict[str, SettingsError] = {}
    for name, path in chosen.items():
        try:
            declared = read_parameters(path)
            check_notebook(path)
            check_values({name: declared}, {})
            check_name(name)
        except SettingsError as error:
            # One of many that is not ready stops no other.
            if name in names or len(chosen) == 1:
                raise
            left_out[name] = error
        else:
            parameters[name] = declared
    chosen = {name: chosen[name] for name in parameters}
    if not chosen:
        raise next(iter(left_out.values()))
    checked = check_values(parameters, given, _parameters_elsewhere(chosen, notebooks))
    if reports is None and (given or reading or where.resolve() != sample.resolve()):
        raise SettingsError(
            "Other articles or parameters than those of the sample need a report folder of their own: "
            "add --reports FOLDER."
        )
    target = (reports or session.PROJECT / "reports").absolute()
    _check_target(target, where)
    _check_places(target, chosen)
    if articles is None and reports:
        _check_articles(target)
    if where.resolve() != sample.resolve():
        for name, declared in parameters.items():
            if any(p.name == "articles" for p in declared):
                # The name alone: where the corpus lies on this machine must not reach the report.
                checked[name]["articles"] = where.name
    earlier = Path(str(given["previous"])).absolute() if given.get("previous") else None
    if earlier:
        if not any(earlier.glob("*/*.csv")):
            raise SettingsError(f"previous: {earlier} is not a report folder: it has no folder with tables in it.")
        for name in checked:
            checked[name]["previous"] = earlier.name
    defaults = {name: {p.name: p.default for p in declared} for name, declared in parameters.items()}
    values = {name: {k: v for k, v in checked[name].items() if v != defaults[name][k]} for name in chosen}
    jobs = min(jobs or os.cpu_count() or 1, len(chosen))
    reading = dict(reading or {})
    if ":" in scheduler:
        from analysis.engine.cluster import check_cluster

        check_cluster(scheduler, where, session.INTERIM)
    return Plan(chosen, parameters, values, where, target, jobs, scheduler, timeout, earlier, reading, left_out)


def _parameters_elsewhere(chosen: Mapping[str, Path], folder: Path | None) -> dict[str, list[str]]:
    """List the notebooks that will not run, by the parameters they have."""
    found: dict[str, list[str]] = {}
    for name, path in find_notebooks(folder).items():
        if name not in chosen:
            with suppress(SettingsError):
                for parameter in read_parameters(path):
                    found.setdefault(parameter.name, []).append(name)
    return found


def check_name(name: str) -> None:
    """Refuse names of folders that are not pages of notebooks."""
    if name == OUTLET_PAGES or name.startswith(("_", ".")):
        raise SettingsError(f"A notebook cannot be called {name!r}, whose folder is for other files: rename it.")


def _check_target(target: Path, articles: Path) -> None:
    if target.resolve() == articles.resolve() or articles.resolve() in target.resolve().parents:
        raise SettingsError(f"The report folder {target} lies inside the articles: name another one with --reports.")
    exists = next(folder for folder in (target, *target.parents) if os.path.lexists(folder))
    if not exists.is_dir() or not os.access(exists, os.W_OK | os.X_OK):
        raise SettingsError(f"Reports cannot be written to {target}: name another folder with --reports.")
    if shutil.disk_usage(exists).free < _MIN_FREE_BYTES:
        raise SettingsError(f"Not enough disk space for {target} ({_MIN_FREE_BYTES // 1_000_000} MB needed).")


def _check_articles(target: Path) -> None:
    """Refuse to put pages on the sample, which was not named, between pages on other articles."""
    from analysis.run.manifest import read_made_from

    changed = [page["parameters"]["changed"] for page in read_made_from(target).values()]
    if others := sorted({str(values["articles"]) for values in changed if values.get("articles")}):
        raise SettingsError(
            f"The pages in {target} are on other articles ({', '.join(others)}): name them with --articles, "
            "or another folder with --reports."
        )


def _check_places(target: Path, names: Iterable[str]) -> None:
    """Refuse to replace what no run has made: a file or a link in the place of a folder, a folder in that of a file."""
    folders, files = (*names, FAILED, OUTLET_PAGES), (*SHARED_PAGES, MANIFEST, LOCK)
    for place in (target / name for name in (*folders, *files)):
        expected = place.is_dir() if place.name in folders else place.is_file()
        if os.path.lexists(place) and (place.is_symlink() or not expected):
            raise SettingsError(
                f"{place} is not a {'folder' if place.name in folders else 'file'} that a run has made: "
                "move it away, or name another folder with --reports."
            )
