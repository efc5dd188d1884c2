"""The ``analysis`` command.

Exit codes: 0 ok, 1 a notebook failed or bytes differ, 2 usage or settings, 3 data, 130 interrupted.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from analysis.errors import NO_MEMORY, AnalysisError, SettingsError, describe_os_error, escape_unprintable

INTERRUPTED = 130


def main() -> None:
    """Run the command and turn every expected error into one line and an exit code."""
    _interrupt_on_signals()
    try:
        sys.exit(commands(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AnalysisError as error:
        click.echo(f"analysis: {error}", err=True)
        sys.exit(error.exit_code)
    except (OSError, MemoryError) as error:
        click.echo(f"analysis: {describe_os_error(error) if isinstance(error, OSError) else NO_MEMORY}", err=True)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        click.echo("analysis: interrupted; what was published before stays.", err=True)
        sys.exit(INTERRUPTED)


def _interrupt_on_signals() -> None:
    # Asked to stop is the same as interrupted, even where the caller ignores interrupts: kernels are stopped, private
    # folders removed. A terminal that closes interrupts too, unless nohup says otherwise.
    numbers = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        # Stopping takes seconds: the impatient second Ctrl-C must not cut it off.
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, stop)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Analyse news articles: run notebooks, check a corpus, compare, verify and export reports, read coding sheets."""


_path = click.Path(path_type=Path)


def _reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how articles are read; they override ``corpus.yml``."""
    for option in (
        click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8.  [default: guessed]"),
        click.option("--date-format", metavar="FORM", help="Dates in tables, like %d/%m/%Y.  [default: 2024-03-31]"),
        click.option("--map", "columns", metavar="OURS=THEIRS,...", help="Columns, like text=body,source=outlet."),
    ):
        command = option(command)
    return command


@commands.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK ...]")
@click.option("--articles", type=_path, metavar="PATH", help="Folder or table of articles.  [default: the sample]")
@click.option("--reports", type=_path, metavar="DIR", help="Where the reports go.  [default: reports]")
@click.option("-p", "assignments", multiple=True, metavar="NAME=VALUE", help="Give a parameter; may be repeated.")
@click.option("-f", "file", type=_path, metavar="PARAMS.yml", help="Give parameters in a file; -p overrides it.")
@_reading
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Notebooks at a time.  [default: one per core]")
@click.option(
    "--scheduler",
    default="automatic",
    metavar="NAME",
    help="Where articles are prepared and counted: in-process, processes (all cores), a cluster as tcp://host:8786 "
    "(docs/cluster.md), or automatic: processes for 10,000 articles or more, else in-process.",
    show_default=True,
)
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=3600,
    metavar="SECONDS",
    show_default=True,
    help="For one notebook.",
)
@click.option("--list", "listing", is_flag=True, help="List notebooks and their parameters, run nothing.")
@click.option(
    "--dry-run", is_flag=True, help="Check everything, also the cluster, and say what would run; run nothing."
)
def run(
    notebooks: tuple[str, ...],
    articles: Path | None,
    reports: Path | None,
    assignments: tuple[str, ...],
    file: Path | None,
    columns: str | None,
    date_format: str | None,
    encoding: str | None,
    jobs: int | None,
    scheduler: str,
    timeout: int,
    listing: bool,
    dry_run: bool,
) -> int:
    """Run all notebooks, or those named, and write their reports."""
    if listing:
        _list(notebooks)
        return 0
    from analysis.run.plan import make_plan
    from analysis.settings.given_values import read_assignments, read_parameter_file
    from analysis.settings.settings_files import check_given

    _check_scheduler(scheduler)
    given: dict[str, Any] = {**(read_parameter_file(file) if file else {}), **read_assignments(list(assignments))}
    plan = make_plan(
        notebooks,
        given=given,
        articles=articles,
        reports=reports,
        jobs=jobs or 0,
        scheduler=scheduler,
        timeout=timeout,
        reading=check_given(columns, date_format, encoding),
    )
    if dry_run:
        click.echo(f"Articles: {plan.articles}\nReports:  {plan.reports}")
        if ":" in plan.scheduler:
            click.echo(f"Cluster:  {plan.scheduler}, with the same code, packages and files")
        for name, error in plan.left_out.items():
            click.echo(f"{name}: not run. {error}")
        if plan.reading:
            click.echo(f"Reading:  {', '.join(f'{key}={value!r}' for key, value in plan.reading.items())}")
        for name, values in plan.values.items():
            click.echo(
                f"{name}: {', '.join(f'{key}={value!r}' for key, value in values.items()) or 'no parameter changed'}"
            )
        return 0
    from analysis.run.reporter import print_line

    # What follows takes a moment to load.
    print_line(f"Articles: {plan.articles}", sys.stderr)
    from analysis.run.kernel_server import KernelServer

    with KernelServer() as server:
        from analysis.run.run import run as carry_out

        return carry_out(plan, server)


@commands.command()
@click.argument("path", type=_path, required=False)
@_reading
@click.option("--full", is_flag=True, help="List also what was refused, removed, copied and recognised.")
def check(path: Path | None, columns: str | None, date_format: str | None, encoding: str | None, full: bool) -> None:
    """Say in ten lines what is well and what is doubtful, and what to write into corpus.yml; write no report."""
    from analysis.engine import Engine
    from analysis.run.reporter import PreparationSteps, ProgressReporter
    from analysis.session import PROJECT
    from analysis.settings.settings_files import check_given

    reading = check_given(columns, date_format, encoding)
    with ProgressReporter() as reporter:
        engine = Engine("automatic")
        if reporter.console.is_terminal:
            engine = replace(engine, progress=PreparationSteps(reporter))
        # What follows takes a moment to load.
        engine.progress.step("starting")
        from analysis.corpus import check_corpus

        told = check_corpus((path or PROJECT / "data" / "raw").absolute(), reading, full, engine)
    click.echo(told)


@commands.command()
@click.argument("old", type=_path)
@click.argument("new", type=_path)
def diff(old: Path, new: Path) -> None:
    """Say which findings, tables and rows changed between two report folders."""
    from analysis.diff import compare_reports

    changes = compare_reports(old, new)
    for line in changes or ["Nothing changed: the same findings, tables and figures."]:
        click.echo(escape_unprintable(line))


@commands.command()
@click.option("--articles", type=_path, metavar="PATH", help="Articles of the reports.  [default: the sample]")
@click.option("--reports", type=_path, metavar="DIR", help="Reports to make again.  [default: reports]")
def verify(articles: Path | None, reports: Path | None) -> int:
    """Make reports again under other conditions and compare every byte with their manifest; they stay untouched."""
    from analysis.run.verify import read_published
    from analysis.run.verify import verify as carry_out

    return carry_out(read_published(articles, reports), click.echo)


@commands.command()
@click.argument("key", type=_path)
@click.argument("sheets", type=_path, nargs=-1, required=True, metavar="SHEET...")
def coded(key: Path, sheets: tuple[Path, ...]) -> None:
    """Say whether people saw the topics: KEY is coding_key.csv of the report, each SHEET one that a person filled."""
    from analysis.topics import read_coding

    for line in read_coding(key, sheets).round(2).to_string(index=False, na_rep="").split("\n"):
        click.echo(escape_unprintable(line))


@commands.command()
@click.argument("name")
def new(name: str) -> None:
    """Write notebooks/NAME.ipynb, a notebook of your own, ready to run."""
    from analysis.run.new_notebook import write_new_notebook
    from analysis.session import PROJECT

    click.echo(f"Wrote {write_new_notebook(name).relative_to(PROJECT)}: change it in JupyterLab (make lab).")
    click.echo(f"analysis run {name} --reports FOLDER makes its page.")


@commands.command()
@click.argument("reports", type=_path, metavar="DIR")
@click.option("--to", "out", type=_path, required=True, metavar="OUT", help="New folder, or that of an earlier export.")
def export(reports: Path, out: Path) -> None:
    """Write the report in DIR as SQLite, Excel, LaTeX, Word and PDF, with methods and citations."""
    from analysis.export import export_report

    for line in export_report(reports, out):
        click.echo(escape_unprintable(line))


@commands.command()
@click.option("--reports", type=_path, metavar="DIR", help="Report folder whose failed runs go.  [default: reports]")
def clean(reports: Path | None) -> None:
    """Forget prepared articles and failed runs; reports stay."""
    from analysis.session import INTERIM, PROJECT

    for folder in (INTERIM, (reports or PROJECT / "reports") / "_failed"):
        if folder.is_dir():
            shutil.rmtree(folder)
            click.echo(f"removed {folder}")


def _list(names: tuple[str, ...]) -> None:
    from analysis.run.plan import choose_notebooks
    from analysis.settings.parameters import read_parameters

    for name, path in choose_notebooks(names).items():
        click.echo(name)
        try:
            parameters = read_parameters(path)
        except SettingsError as error:
            click.echo(f"  not run: {error}")
            continue
        for parameter in parameters:
            if parameter.name != "report_dir":
                line = f"  {parameter.name}: {parameter.type} = {parameter.default!r}"
                click.echo(f"{line:<40} {parameter.comment}".rstrip())


def _check_scheduler(scheduler: str) -> None:
    from analysis.engine.engine import LOCAL

    if scheduler not in LOCAL and ":" not in scheduler:
        raise SettingsError(
            f"--scheduler must be {', '.join(LOCAL)} or an address such as tcp://host:8786, not {scheduler or 'empty'}."
        )
