"""Find out whether a person is there, who runs cells and waits for them."""

from __future__ import annotations

import sys
from typing import Any


def shell_of_person() -> Any:
    """Give the IPython shell of a notebook that a person runs; None in papermill, nbconvert, workers and scripts.

    JupyterLab and its like say with each cell that somebody could be asked for input. Programs that run notebooks
    say that nobody can.
    """
    if "ipykernel" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if not hasattr(shell, "kernel"):
        return None
    asked = shell.get_parent().get("content", {})
    return shell if asked.get("allow_stdin") else None
