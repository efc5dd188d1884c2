"""The same articles, lock and parameters give the same bytes, whatever surrounds the run."""

from __future__ import annotations

import pytest

from analysis.run.conditions import cover, list_factors, read_cpu_flags, read_vector_units
from analysis.run.published import read_published
from analysis.run.verify import verify

pytestmark = pytest.mark.trial


def test_the_sample_comes_out_as_committed_in_twenty_runs() -> None:
    lines: list[str] = []
    factors = list_factors(read_cpu_flags(), read_vector_units())
    times = -(-20 // max(map(len, factors)))
    code = verify(read_published((), None, None), cover(factors, times), lines.append)
    assert code == 0, "\n".join(lines)
