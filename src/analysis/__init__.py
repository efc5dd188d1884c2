"""Reproducible analysis of news articles: load, count, compare, report.

``corpus = analysis.load("my-articles")`` is where to start at the keyboard; `corpus` then says what else there is.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.explore import load as load

__version__ = "0.1.0"
__all__ = ["load"]


def __getattr__(name: str) -> Any:
    """Load what is behind ``analysis.load`` when it is called for: importing the package alone is cheap."""
    if name == "load":
        from analysis.explore import load

        return load
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what to begin with, for tab completion."""
    return ["__version__", "corpus", "counts", "explore", "figures", "load", "report", "sources", "terms", "topics"]
