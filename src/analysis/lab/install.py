"""Set up a notebook that a person runs; called when the package is imported."""

from __future__ import annotations

from analysis.lab.person import shell_of_person


def set_up_notebook() -> None:
    """Show faults briefly, and keep MathJax off tables: "from $5 to $10" is no formula."""
    shell = shell_of_person()
    if shell is None:
        return
    import pandas as pd

    from analysis.lab.faults import show_faults_briefly

    show_faults_briefly(shell)
    pd.set_option("display.html.use_mathjax", False)
