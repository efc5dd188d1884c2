"""What surrounds a run and must not change its bytes, as data; and combinations in which all of it is tried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

# Every variable by which a user may ask for threads inside a model.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# OpenBLAS kernels (its OPENBLAS_CORETYPE) that add up in different orders, and what a CPU needs for each.
_BLAS_KERNELS = {
    "Prescott": {"pni"},
    "Nehalem": {"sse4_2"},
    "Sandybridge": {"avx"},
    "Haswell": {"avx2", "fma"},
    "SkylakeX": {"avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl"},
}


@dataclass(frozen=True)
class Setting:
    """One value of one thing that is varied; ``{root}`` in a text stands for the private folder of the run.

    Attributes
    ----------
    words : str
        What it is.
    options : tuple of str
        Of ``analysis run``.
    environment : mapping of str to str
        Variables that are set.
    folder : str
        Where the command is called, if that is varied.
    zone : str
        Time zone, if that is varied.
    umask : int
        Rights that new files do not get; -1 leaves it as it is.
    shuffled : bool
        Whether the articles are copied, in a random order and with other times.
    """

    words: str
    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    zone: str = ""
    umask: int = -1
    shuffled: bool = False


@dataclass(frozen=True)
class Condition:
    """All that surrounds one run: a setting of each thing that is varied, and the number of the run as its seed."""

    settings: tuple[Setting, ...]
    seed: int = 0

    @property
    def words(self) -> str:
        """Say what the condition is."""
        return ", ".join(setting.words for setting in self.settings)

    @property
    def options(self) -> list[str]:
        """Options of ``analysis run``."""
        return [option for setting in self.settings for option in setting.options]

    @property
    def umask(self) -> int:
        """Rights that new files do not get, or -1."""
        return max((setting.umask for setting in self.settings), default=-1)

    @property
    def shuffled(self) -> bool:
        """Whether the run reads a shuffled copy of the articles."""
        return any(setting.shuffled for setting in self.settings)

    @cached_property
    def zone(self) -> str:
        """Time zone of the command."""
        return next((setting.zone for setting in self.settings if setting.zone), "UTC")

    def folder(self, root: Path) -> Path:
        """Where the command is called."""
        named = next((setting.folder for setting in self.settings if setting.folder), "{root}")
        return Path(named.replace("{root}", str(root)))

    def environment(self, root: Path) -> dict[str, str]:
        """Variables that are set."""
        variables = {name: text for setting in self.settings for name, text in setting.environment.items()}
        return {"TZ": self.zone} | {name: text.replace("{root}", str(root)) for name, text in variables.items()}


def list_factors(cpu_flags: set[str], vector_units: Sequence[str]) -> list[list[Setting]]:
    """List what is varied, and the settings of each.

    Parameters
    ----------
    cpu_flags : set of str
        From `read_cpu_flags`.
    vector_units : sequence of str
        CPU features that numpy has code of its own for.

    Returns
    -------
    list of list of Setting
    """
    home = {"HOME": "{root}/home", "USER": "somebody-else", "LOGNAME": "somebody-else"}
    blas = [name for name, needed in _BLAS_KERNELS.items() if needed <= cpu_flags]
    factors = [
        [Setting(f"threads {n}", environment=dict.fromkeys(_THREADS, str(n))) for n in (1, 2)],
        [Setting(f"jobs {n}", ("--jobs", str(n))) for n in (1, 2)],
        [Setting(name, ("--scheduler", name)) for name in ("in-process", "processes")],
        [Setting("own home"), Setting("another user's home", environment=home)],
        [Setting(zone, zone=zone) for zone in ("UTC", "Asia/Tokyo", "America/St_Johns")],
        [Setting(name, environment={"LC_ALL": name, "LANG": name}) for name in ("C.UTF-8", "POSIX", "tr_TR.UTF-8")],
        [Setting(f"hash seed {n}", environment={"PYTHONHASHSEED": str(n)}) for n in (0, 5)],
        [Setting(f"umask {mask:03o}", umask=mask) for mask in (0o022, 0o077)],
        [Setting("project folder", folder="{root}/project"), Setting("another folder", folder="{root}/elsewhere")],
        [Setting("files as they lie"), Setting("files shuffled", shuffled=True)],
        [Setting(f"BLAS {name}", environment={"OPENBLAS_CORETYPE": name}) for name in blas] or [Setting("own BLAS")],
    ]
    if vector_units:
        off = {"NPY_DISABLE_CPU_FEATURES": " ".join(vector_units)}
        factors.append([Setting("all vector units"), Setting("oldest vector units", environment=off)])
    return factors


def cover(factors: Sequence[Sequence[Setting]], times: int) -> list[Condition]:
    """Combine the settings so that few runs try each of them.

    Parameters
    ----------
    factors : sequence of sequence of Setting
        From `list_factors`.
    times : int
        How many coverings, each in other combinations.

    Returns
    -------
    list of Condition
        For each covering as many as the longest factor has settings; the same ones always.
    """
    n_runs = max(map(len, factors))
    conditions: list[Condition] = []
    for covering in range(times):
        draw = np.random.default_rng(covering)
        columns = [[factor[i % len(factor)] for i in draw.permutation(n_runs)] for factor in factors]
        conditions += [
            Condition(row, covering * n_runs + number) for number, row in enumerate(zip(*columns, strict=True), start=1)
        ]
    return conditions


def read_cpu_flags() -> set[str]:
    """Read what this CPU can do; nothing where the system does not say."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return set()
    found = re.search(r"^flags\s*:(.*)$", text, re.MULTILINE)
    return set(found[1].split()) if found else set()


def read_vector_units() -> list[str]:
    """List the features of this CPU that numpy has code of its own for."""
    return list(np.show_config(mode="dicts")["SIMD Extensions"]["found"])


def common_settings(differing: Sequence[Condition], same: Sequence[Condition]) -> list[str]:
    """Find the settings that all differing runs have and no other: the likely causes, in words."""
    harmless = {setting.words for condition in same for setting in condition.settings}
    first, *others = [[setting.words for setting in condition.settings] for condition in differing]
    return [words for words in first if words not in harmless and all(words in other for other in others)]
