"""Results as plain data and arrays: what is read back is what was packed, and nothing else is read."""

from __future__ import annotations

import json
import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.counts import Counts
from analysis.engine import Engine
from analysis.packing import Packed, UnpackableError, Unpacked, empty_arrays

ENGINE = Engine()
ROWS_FIRST = np.arange(6.0).reshape(2, 3)
VALUES: list[Any] = [
    None, True, 7, -0.0, float("nan"), float("inf"), "“Ünïcode”\n", "\ud800", [], (), {}, b"\x00svg",
    [1, (2.5, ["x"]), {"a": {3: None}, ("b", 1): ()}],
    np.array([1.5, -0.0, np.nan]), np.zeros((0, 3)), np.array(7), np.array([True, False]), np.array(["a", "bc"]),
    np.array(["2024-02-29", "NaT"], "datetime64[us]"), np.arange(9, dtype=np.uint8)[::2],
    ROWS_FIRST, np.asfortranarray(ROWS_FIRST), ROWS_FIRST[:, ::2], np.arange(24).reshape(2, 3, 4).transpose(1, 2, 0),
    np.array(["word", None, "“two words”", ""], dtype=object), np.array([["a"], ["b"]], dtype=object),
    np.zeros(0, dtype=object),
    pd.RangeIndex(2, 8, 3), pd.RangeIndex(3, name="row"), pd.Index([4, 2], name="n"), pd.Index(["b", "a"]),
    pd.Index(["b", "a"], dtype=object), pd.DatetimeIndex(["2024-01-05", "2024-01-07"]),
    pd.DataFrame({"a": [1.5, np.nan]}, index=["x", "y"]), pd.DataFrame({"a": ["a", None]}, dtype=object),
    pd.DataFrame({"a": ["a", None]}, dtype="string"),
    pd.DataFrame({"a": ["a", None]}, dtype=pd.StringDtype("python", na_value=np.nan)),
    pd.DataFrame(), pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.to_datetime(["2024-01-01", None])}),
    pd.DataFrame({"a": [True], "b": [0.1]}, index=[7]), pd.DataFrame([[1, "x"]], columns=["same", "same"]),
    pd.DataFrame({"a": ["x"]}, dtype=object),
]  # fmt: skip


def read_back(value: Any) -> Any:
    packed = Packed(value)
    arrays = empty_arrays(packed.header(), sum(array.nbytes for array in packed.arrays))
    for to, array in zip(arrays, packed.arrays, strict=True):
        to[:] = array
    return Unpacked(packed.header(), arrays, ENGINE).value


def same(one: Any, other: Any) -> bool:
    """Equal in type, value, order in memory; what is missing, and the sign of 0, are values too."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        if one.dtype == object:
            return all(map(same, one.ravel(), other.ravel()))
        order = [np.argsort(array.strides, kind="stable").tolist() for array in (one, other) if array.size]
        return one.tobytes() == other.tobytes() and order[:1] == order[1:]
    if isinstance(one, pd.DataFrame):
        columns = [[table.iloc[:, at] for at in range(table.shape[1])] for table in (one, other)]
        return same(one.columns, other.columns) and same(one.index, other.index) and all(map(same_column, *columns))
    if isinstance(one, pd.Index):
        return same(one.name, other.name) and same_column(one, other)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    return repr(one) == repr(other)


def same_column(one: Any, other: Any) -> bool:
    storage = [getattr(column.dtype, "storage", "") for column in (one, other)]
    if one.dtype != other.dtype or storage[0] != storage[1]:
        return False
    return same(*(column.to_numpy() for column in (one, other)))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{type(value).__name__}-{str(value)[:20]!r}")
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert same(read_back(value), value)
    assert Packed(read_back(value)).digest() == Packed(value).digest()


def test_different_values_have_different_hashes() -> None:
    values = [*VALUES, [1], [True], [1.0], ["1"], (1,), {"a": 1}, {"a": [1]}, [["list", 1]], ["list", 1]]
    assert len({Packed(value).digest() for value in values}) == len(values)


def test_counts_come_back_with_all_they_share() -> None:
    terms = np.array(["a", "b"], dtype=object)
    matrix = sparse.csr_matrix(np.array([[0, 3], [1, 0]]))
    matrix.indices = matrix.indices.astype(np.int64)
    counts = Counts(("source",), np.array([[0], [1]]), terms, matrix)
    first, second = read_back([counts, Counts((), counts.cells, terms, matrix)])
    assert (first.axes, first.terms.tolist(), first.matrix.toarray().tolist()) == (
        ("source",),
        ["a", "b"],
        [[0, 3], [1, 0]],
    )
    assert first.matrix.indices.dtype == np.int64
    assert first.terms is second.terms
    assert first.matrix is second.matrix


def test_a_matrix_has_one_hash_however_its_entries_lie() -> None:
    lie = [([0, 1], [5, 6]), ([1, 0], [6, 5])]
    matrices = [sparse.csr_matrix((np.array(data), np.array(at), np.array([0, 2])), shape=(1, 2)) for at, data in lie]
    assert len({Packed(matrix).digest() for matrix in matrices}) == 1
    assert matrices[1].indices.tolist() == [1, 0]


def test_an_engine_is_that_of_the_reader() -> None:
    assert read_back([Engine("processes")])[0] is ENGINE


@pytest.mark.parametrize(
    "value",
    [
        object(), {1}, 1j, np.zeros(1, "c8"), np.array(["x", 1], dtype=object), np.float64(2.5), pd.Series(["a"]),
        pd.DataFrame({0: [1], "b": [2]}), pd.DataFrame({"a": pd.array([1, None], "Int64")}), json, print, slice(3),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_not_packed(value: Any) -> None:
    with pytest.raises(UnpackableError):
        Packed([value])


class Loud:
    """Runs when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("ran",)


PLANTED = {
    "objects": [["object", 0], [["array", "numbers", [1], [0], 0]], [["|O", 1]]],
    "another module": [["object", 0], [["class", "subprocess", "Popen", {"args": "true"}]], []],
    "a function": [["object", 0], [["class", "analysis.engine", "print", {}]], []],
    "no dataclass": [["object", 0], [["class", "analysis.errors", "SettingsError", {}]], []],
    "a field too many": [["object", 0], [["class", "analysis.engine", "Engine", {"scheduler": "x", "run": 1}]], []],
    "no mark": [["eval", "1"], [], []],
    "another size": [None, [], [["<f8", 3]]],
    "negative": [None, [], [["<f8", -3]]],
    "no array": [["object", 0], [["array", "numbers", [1], [0], 9]], []],
    "outside its matrix": [
        ["object", 0],
        [["csr", [1, 1], ["object", 1], ["object", 2], ["object", 3]], *[["array", "numbers", [2], [0], 0]] * 3],
        [["<i8", 2]],
    ],
    "itself": [["object", 0], [["index", ["plain", ["object", 0]], ""]], []],
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_refused(name: str) -> None:
    header = json.dumps(PLANTED[name]).encode()
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError, RecursionError)):
        Unpacked(
            header, [np.full_like(array, 9) for array in empty_arrays(header, 16 if "matrix" in name else 0)], ENGINE
        )


def test_nothing_is_unpickled(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        empty_arrays(pickle.dumps(Loud()), 0)
    assert capsys.readouterr().out == ""
