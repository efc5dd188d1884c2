"""What a run will do, settled and checked before anything starts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
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
    """A run, ready to start; its paths are absolute."""

    notebooks: dict[str, Path]  # to run, by name, in order
    parameters: dict[str, list[Parameter]]  # what each of them declares
    values: dict[str, dict[str, Any]]  # checked ones that differ from the defaults, for each notebook
    articles: Path
    reports: Path
    jobs: int  # notebooks at a time
    scheduler: str  # of `analysis.engine`
    timeout: int  # seconds a notebook may take
    previous: Path | None  # earlier report folder to compare with
    reading: dict[str, Any]  # how the command says that articles are read (`check_given` of settings)
    left_out: dict[str, SettingsError]  # notebooks that nobody named and that cannot be run, with the reason

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
        Their folder, default that of the project.

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
    given = given or {}
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
    is_sample = where.resolve() == sample.resolve()
    if reports is None and (given or reading or not is_sample):
        raise SettingsError(
            "Other articles or parameters than those of the sample need a report folder of their own: "
            "add --reports FOLDER."
        )
    target = (reports or session.PROJECT / "reports").absolute()
    _check_target(target, where)
    _check_places(target, chosen)
    if articles is None and reports:
        _check_articles(target)
    earlier = Path(str(given["previous"])).absolute() if given.get("previous") else None
    if earlier and not any(earlier.glob("*/*.csv")):
        raise SettingsError(f"previous: {earlier} is not a report folder: it has no folder with tables in it.")
    values: dict[str, dict[str, Any]] = {}
    for name, declared in parameters.items():
        defaults = {p.name: p.default for p in declared}
        # The names alone: where folders lie on this machine must not reach the report.
        if not is_sample and "articles" in defaults:
            checked[name]["articles"] = where.name
        if earlier and "previous" in defaults:
            checked[name]["previous"] = earlier.name
        values[name] = {key: value for key, value in checked[name].items() if value != defaults[key]}
    jobs = min(jobs or os.cpu_count() or 1, len(chosen))
    if ":" in scheduler:
        from analysis.engine.cluster import check_cluster

        check_cluster(scheduler, where, session.INTERIM)
    read = dict(reading or {})
    return Plan(chosen, parameters, values, where, target, jobs, scheduler, timeout, earlier, read, left_out)


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
