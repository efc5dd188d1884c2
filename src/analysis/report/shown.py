"""What a notebook cell shows: HTML for JupyterLab and the page, text for everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# The name under which the page and the index find our own outputs among a notebook's.
MARK = "analysis"


@dataclass(frozen=True)
class Shown:
    """An output made by a report.

    Attributes
    ----------
    html : str
        Escaped throughout; the page takes it as it is.
    text : str
        The same for a reader without HTML.
    facts : dict
        What the page and the index need to know (``kind``, ``name`` ...), kept in the output's metadata.
    """

    html: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        # The classes keep MathJax away: "from $5 to $10" is no formula.
        html = f'<div class="tex2jax_ignore mathjax_ignore">{self.html}</div>'
        return {"text/html": html, "text/plain": self.text}, {MARK: self.facts}

    def __repr__(self) -> str:
        return self.text
