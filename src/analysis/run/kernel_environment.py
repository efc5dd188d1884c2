"""The environment of kernels: the same everywhere."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from analysis import session

# What a kernel must not inherit: settings of the caller that change what notebooks compute or show.
_FOREIGN = ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONHASHSEED", "MPLBACKEND", "MATPLOTLIBRC", "DISPLAY")
_FIXED = {
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "SOURCE_DATE_EPOCH": "1700000000",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "COLUMNS": "120",
    # Warnings then say "<cell>:1" instead of a temporary path.
    "IPYKERNEL_CELL_NAME": "<cell>",
    # One thread inside a model: the same sums in the same order, and no fight over cores between notebooks.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # As in JupyterLab: a figure that a cell makes, or shows by plt.show(), is shown below it.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# The defaults of matplotlib itself, whatever the caller has set in a file of his own.
_MATPLOTLIBRC = "mpl-data/matplotlibrc"


def kernel_environment(own: dict[str, str]) -> dict[str, str]:
    """Make the environment of a kernel: the caller's, what is the same for all of them, then its ``own``."""
    matplotlib = find_spec("matplotlib")
    rc = (
        {"MATPLOTLIBRC": str(Path(matplotlib.origin).parent / _MATPLOTLIBRC)}
        if matplotlib and matplotlib.origin
        else {}
    )
    return session.kernel_environment(_FIXED | rc | own, _FOREIGN)
