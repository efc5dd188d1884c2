"""Numbers and lists as a reader expects them in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def plural(n: int, noun: str, several: str = "") -> str:
    """Count a noun: "1 article", "12,345 articles".

    Examples
    --------
    >>> plural(1, "article"), plural(12345, "article"), plural(0, "copy", "copies")
    ('1 article', '12,345 articles', '0 copies')
    """
    return f"{n:,} {noun if n == 1 else several or noun + 's'}"


def listed(names: Sequence[str], limit: int = 0, joiner: str = "and") -> str:
    """List names in a sentence: "a, b and c"; of more than ``limit`` the rest is counted.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], limit=2), listed(["a"], joiner="or")
    ('a, b and c', 'a, b and 2 more', 'a')
    """
    shown = list(names) if not limit or len(names) <= limit else [*names[:limit], f"{len(names) - limit:,} more"]
    return f"{', '.join(shown[:-1])} {joiner} {shown[-1]}" if len(shown) > 1 else "".join(shown)
