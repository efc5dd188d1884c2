"""The same articles, lock and parameters give the same bytes, whatever surrounds the run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from analysis.run.verify import CONDITIONS, Condition, read_published, verify

pytestmark = pytest.mark.trial

# OpenBLAS kernels that add up in different orders, and what a CPU needs for each.
BLAS_KERNELS = {
    "Prescott": {"pni"},
    "Nehalem": {"sse4_2"},
    "Sandybridge": {"avx"},
    "Haswell": {"avx2", "fma"},
    "SkylakeX": {"avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl"},
}


def cpu_flags() -> set[str]:
    """Read what this CPU can do; nothing where the system does not say."""
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^flags\s*:(.*)$", cpuinfo.read_text() if cpuinfo.is_file() else "", re.MULTILINE)
    return set(found[1].split()) if found else set()


def arithmetic() -> Iterator[Condition]:
    """List the ways in which this CPU can add up."""
    for name, needed in BLAS_KERNELS.items():
        if needed <= cpu_flags():
            yield Condition(f"OpenBLAS for {name}", environment={"OPENBLAS_CORETYPE": name})
    units = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    if units:
        yield Condition("no vector units in numpy", environment={"NPY_DISABLE_CPU_FEATURES": " ".join(units)})


def test_the_sample_comes_out_as_committed() -> None:
    lines: list[str] = []
    code = verify(read_published(), lines.append, [*CONDITIONS, *arithmetic()])
    assert code == 0, "\n".join(lines)
