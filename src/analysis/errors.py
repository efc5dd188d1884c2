"""Errors that are told to the analyst in one clear sentence, without a traceback."""

from __future__ import annotations


class AnalysisError(Exception):
    """Say what is wrong, where, and what to do; the text of the error is the whole message."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """Show one readable line in JupyterLab instead of a stack of frames."""
        return [f"{type(self).__name__}: {self}"]


class SettingsError(AnalysisError):
    """A parameter, a settings file or a command line that cannot be used."""

    exit_code = 2


class CorpusError(AnalysisError):
    """A corpus in which nothing can be used."""

    exit_code = 3
