"""Errors that are told to the analyst in one clear sentence, without a traceback."""

from __future__ import annotations

import errno

_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make room on the disk, then run again"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "name another folder, or get the right to write there"),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "allow more open files (ulimit -n), or run with --jobs 1"),
}
NO_MEMORY = "There is not enough memory; fewer notebooks at a time need less: --jobs 1."


def say_refusal(error: OSError) -> str:
    """Say what the system refused, where, and what to do."""
    place = f"{error.filename}: " if error.filename else ""
    advice = f"; {_ADVICE[error.errno]}" if error.errno in _ADVICE else ""
    return f"{place}{error.strerror or error}{advice}."


def plain(text: str) -> str:
    """Show text harmlessly on a terminal: one line, control and direction characters and half surrogates as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class AnalysisError(Exception):
    """Say what is wrong, where, and what to do; the text of the error is the whole message."""

    exit_code = 1

    def __str__(self) -> str:
        """Give the message as plain characters: names of files and sources in it may hold anything."""
        return plain(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """Show one readable line in JupyterLab instead of a stack of frames."""
        return [f"{type(self).__name__}: {self}"]


class SettingsError(AnalysisError):
    """A parameter, a settings file or a command line that cannot be used."""

    exit_code = 2


class CorpusError(AnalysisError):
    """A corpus in which nothing can be used."""

    exit_code = 3
