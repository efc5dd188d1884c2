"""A pattern that finds the variants of a name."""

from __future__ import annotations

import re

from analysis.counts.term_pattern import any_typeface


def spell(variant: str) -> str:
    """Write a name as a pattern that allows for any typeface and any white space, wherever it stands."""
    return r"\s+".join(map(any_typeface, variant.split()))


def name_pattern(variants: list[str]) -> re.Pattern[str]:
    """Compile a pattern that finds the variants of a name: whole words, capitals as given, the longest wins.

    Any typeface's apostrophes and hyphens will do. The variant found is told by its group: ``v0`` the first, and so on.

    Examples
    --------
    >>> pattern = name_pattern(["IS", "Inland Sovereignty", "Inland Sovereignty Front"])
    >>> [match.lastgroup for match in pattern.finditer("IS is the Inland Sovereignty Front")]
    ['v0', 'v2']
    """
    longest_first = sorted(enumerate(variants), key=lambda pair: (-len(pair[1]), pair[1]))
    alternatives = "|".join(f"(?P<v{i}>{spell(variant)})" for i, variant in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
