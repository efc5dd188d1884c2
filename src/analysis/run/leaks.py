"""Search the files of a report for what must not be published: places and names of this machine, traces of one run."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from analysis.run.inside import member_times, members, png_chunks

# Longer ones (of wallets, of commits) are no addresses of memory.
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{8,16}\b")
_PROCESS = re.compile(r"\bipykernel_\d+|\bpid[ =:]+\d+|site-packages")
# A day and a minute, or a time to the second; a day alone may be that of an article.
_TIME = re.compile(r"(?:\b(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d)?|\b\d\d:\d\d:\d\d)\b")
_EPOCH = re.compile(r"\b\d{10}(?=\.\d|\d{3}\b|\b)")
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Traces:
    """What a run could leave behind.

    Attributes
    ----------
    names : tuple of str
        Of user and host.
    clocks : tuple of datetime
        When the run began: one time zone each, without naming it.
    epoch : float
        The same in seconds since 1970.
    seconds : float
        How long it took.
    """

    names: tuple[str, ...]
    clocks: tuple[datetime, ...]
    epoch: float
    seconds: float


def find_places(folder: Path, places: Iterable[Path], is_told: Callable[[str], bool]) -> list[str]:
    """Find files of a report that name a place of this machine.

    Parameters
    ----------
    folder : Path
        A report about to be published.
    places : iterable of Path
        What must not be in it.
    is_told : callable
        Whether a text stands in the articles: then it is no place of this machine.

    Returns
    -------
    list of str
        "file names path", in order; empty is good.
    """
    # A path of one part may stand in any text or encoded figure; one of two or more is a place.
    private = sorted({str(path) for path in places if len(path.parts) > 2})
    named = [
        (name, place)
        for name, text in _read_texts(folder)
        for place in private
        if any(form in text for form in {place, html.escape(place), json.dumps(place)[1:-1]})
    ]
    told = {place: is_told(place) for _, place in named}
    return [f"{name} names {place}" for name, place in named if not told[place]]


def find_traces(folder: Path, traces: Traces, is_told: Callable[[str], bool]) -> list[str]:
    """Find files of a report that hold an address of memory, a process, a time of the run, a user or a host.

    Parameters
    ----------
    folder : Path
        A report.
    traces : Traces
        Of the run that wrote it.
    is_told : callable
        Whether a text stands in the articles: then it is no trace of a run.

    Returns
    -------
    list of str
        One sentence for each file and kind of trace, with the first one found; empty is good.
    """
    leaks = []
    for name, text in _read_texts(folder):
        kinds = (
            ("an address of memory", (found[0] for found in _ADDRESS.finditer(text))),
            ("a process or its packages", (found[0] for found in _PROCESS.finditer(text))),
            ("a time of the run", _times(text, traces)),
            ("a user or host", _names(text, traces.names)),
        )
        for kind, found in kinds:
            first = next((trace for trace in found if not is_told(trace)), None)
            if first:
                leaks.append(f"{name} holds {kind}: {first}")
    return leaks


def distinctive_names(names: Sequence[str]) -> tuple[str, ...]:
    """Keep the names of users and hosts that no article and no program uses as a word: those with a digit or hyphen."""
    return tuple(name for name in names if len(name) > 3 and re.search(r"[\d-]", name))


def _names(text: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _times(text: str, traces: Traces) -> Iterator[str]:
    for found in _TIME.finditer(text):
        if any(_is_during(found[0], found[1], clock, traces.seconds) for clock in traces.clocks):
            yield found[0]
    for found in _EPOCH.finditer(text):
        if int(traces.epoch) <= int(found[0]) <= traces.epoch + traces.seconds:
            yield found[0]


def _is_during(written: str, day: str | None, start: datetime, seconds: float) -> bool:
    """Tell whether a time of day, and its day if it is written, lies in the run."""
    hour, minute, *rest = map(int, written[11 if day else 0 :].split(":"))
    second = rest[0] if rest else 59
    began = start.hour * 3600 + start.minute * 60 + start.second
    since = (hour * 3600 + minute * 60 + second - began) % _DAY_SECONDS
    # Without its seconds, a minute stands for all of itself.
    if since > seconds + (0 if rest else 59):
        return False
    # A run over midnight has two days.
    return not day or day in {str(date.fromordinal(start.toordinal() + more)) for more in (0, 1)}


def _read_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Read every file below a folder as text, with what archives and PNG files hold inside."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, content.decode("utf-8", "replace")
        for _, kind, chunk in png_chunks(content):
            if kind == "tIME":
                yield f"{name} ({kind})", _written(*chunk[2:7], year=int.from_bytes(chunk[:2]))
        if path.suffix in (".npz", ".zip"):
            times = (_written(*rest, year=year) for year, *rest in member_times(content))
            yield f"{name} (times of its members)", "\n".join(times)
            for member, data in members(content).items():
                # Text of arrays has four bytes a character, most of them 0.
                yield f"{name} ({member})", data.replace(b"\0", b"").decode("utf-8", "replace")


def _written(month: int, day: int, hour: int, minute: int, second: int, *, year: int) -> str:
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
