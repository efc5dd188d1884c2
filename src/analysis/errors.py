"""Errors that are shown to the analyst as one clear sentence, without a traceback."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable

_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "free some disk space, then run again"),
    **dict.fromkeys(
        (errno.EROFS, errno.EACCES, errno.EPERM), "choose another folder, or ask for permission to write there"
    ),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "allow more open files (ulimit -n), or run with --jobs 1"),
}
NO_MEMORY = "There is not enough memory; --jobs 1 runs one notebook at a time and needs less."


def describe_os_error(error: OSError) -> str:
    """Say where the system failed, why, and what to do."""
    place = f"{error.filename}: " if error.filename else ""
    advice = f"; {_ADVICE[error.errno]}" if error.errno in _ADVICE else ""
    return f"{place}{error.strerror or error}{advice}."


def escape_unprintable(text: str) -> str:
    """Make text safe for a terminal: one line, control and direction characters and lone surrogates as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def suggest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the nearest known name was meant, whatever its capitals; ``otherwise`` when none is near.

    Examples
    --------
    >>> suggest("n_topcis", ["n_topics", "seed"]), suggest("x", ["b", "a"], "Known: a, b.")
    ("Did you mean 'n_topics'?", 'Known: a, b.')
    >>> suggest("bbc", ["BBC", "CNN"])
    "Did you mean 'BBC'?"
    """
    spelt = {one.casefold(): one for one in sorted(known)}
    near = difflib.get_close_matches(name.casefold(), spelt, n=1)
    return f"Did you mean {spelt[near[0]]!r}?" if near else otherwise


class AnalysisError(Exception):
    """An error whose text is the whole message: what is wrong, where, and what to do."""

    exit_code = 1

    def __str__(self) -> str:
        """Give the message without control characters: file names and sources in it may contain anything."""
        return escape_unprintable(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """Show one readable line in JupyterLab instead of a stack of frames."""
        return [f"{type(self).__name__}: {self}"]


class SettingsError(AnalysisError):
    """A parameter, a settings file or a command line that cannot be used."""

    exit_code = 2


class CorpusError(AnalysisError):
    """A corpus in which nothing can be used."""

    exit_code = 3
