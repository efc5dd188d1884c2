"""Fewer shuffles: what is planted here is found by far, and what shuffles do is tested with the statistics."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def fewer_shuffles() -> Iterator[None]:
    """Shuffle labels 199 times instead of 999, and 99 times instead of 199."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.sources.comparison.PERMUTATIONS", 199)
        for module in ("comparison", "robustness"):
            patch.setattr(f"analysis.sources.{module}.FEWER_PERMUTATIONS", 99)
        yield
