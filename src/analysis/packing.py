"""Results as plain data and arrays, to be hashed, and to be read back as they were; nothing is unpickled.

Plain data is what JSON holds; lists begin with a mark that says what they stand for. What is read back has the types,
the order in memory and the shared parts that it had.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from math import prod
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.engine import Engine

# Numbers, flags, dates, and text of fixed length.
_KINDS = frozenset("biufMmU")


class UnpackableError(TypeError):
    """A value, or a part of it, is of a type that is not kept."""


class Packed:
    """A value as plain data and ``arrays``: one-dimensional and contiguous, each once."""

    def __init__(self, value: Any) -> None:
        self.arrays: list[np.ndarray] = []
        self._objects: list[Any] = []
        # The objects are held so that their ids are not given to others.
        self._numbers: dict[int, tuple[object, int]] = {}
        self._tree = self._pack(value)

    def header(self) -> bytes:
        """Write the plain data, and the size and type of each array, as JSON."""
        arrays = [[array.dtype.str, len(array)] for array in self.arrays]
        return json.dumps([self._tree, self._objects, arrays]).encode()

    def digest(self) -> str:
        """Hash all of it, 64 hexadecimal digits."""
        found = hashlib.sha256(self.header())
        for array in self.arrays:
            found.update(as_bytes(array))
        return found.hexdigest()

    def _pack(self, value: Any) -> Any:
        if value is None or type(value) in (bool, int, float, str):
            return value
        if type(value) in (list, tuple):
            return [type(value).__name__, *map(self._pack, value)]
        if type(value) is dict:
            return ["dict", *([self._pack(key), self._pack(of_key)] for key, of_key in value.items())]
        if id(value) not in self._numbers:
            number = len(self._objects)
            self._numbers[id(value)] = value, number
            self._objects.append(None)
            self._objects[number] = self._pack_object(value)
        return ["object", self._numbers[id(value)][1]]

    def _pack_object(self, value: Any) -> list[Any]:
        kind = type(value)
        if kind is Engine:
            return ["engine"]
        if kind is bytes:
            return ["bytes", self._add(np.frombuffer(value, np.uint8))]
        if kind is np.ndarray:
            return ["array", *self._pack_array(value)]
        if kind is sparse.csr_matrix:
            # scipy sorts a matrix in place when it has to: unsorted, it would have two hashes. A copy is sorted, as
            # another matrix may share the positions.
            rows = value if value.has_sorted_indices else value.sorted_indices()
            return ["csr", list(rows.shape), *map(self._pack, (rows.data, rows.indices, rows.indptr))]
        if kind is pd.RangeIndex:
            return ["range", value.start, value.stop, value.step, self._pack(value.name)]
        if kind in (pd.Index, pd.DatetimeIndex):
            return ["index", self._pack_column(value), self._pack(value.name)]
        if kind is pd.DataFrame and not value.attrs:
            columns = [self._pack_column(value.iloc[:, at]) for at in range(value.shape[1])]
            return ["frame", self._pack(value.columns), self._pack(value.index), *columns]
        if is_dataclass(value) and _package_class(kind.__module__, kind.__qualname__) is kind:
            parts = {part.name: self._pack(getattr(value, part.name)) for part in fields(value)}
            return ["class", kind.__module__, kind.__qualname__, parts]
        raise UnpackableError(f"{kind.__module__}.{kind.__qualname__}")

    def _pack_column(self, column: Any) -> list[Any]:
        """Pack the values of a column or an index."""
        if isinstance(column.dtype, np.dtype):
            return ["plain", self._pack(column.to_numpy())]
        if isinstance(column.dtype, pd.StringDtype):
            texts = column.to_numpy(dtype=object, na_value=None)
            return ["text", column.dtype.storage, column.dtype.na_value is pd.NA, self._pack(texts)]
        raise UnpackableError(str(column.dtype))

    def _pack_array(self, array: np.ndarray) -> list[Any]:
        if array.dtype == object:
            items = array.ravel().tolist()
            if not all(type(item) is str or item is None for item in items):
                raise UnpackableError("objects other than text")
            encoded = [b"" if item is None else item.encode("utf-8", "surrogatepass") for item in items]
            lengths = [-1 if item is None else len(code) for item, code in zip(items, encoded, strict=True)]
            joined = np.frombuffer(b"".join(encoded), np.uint8)
            return ["texts", list(array.shape), self._add(joined), self._add(np.array(lengths, np.int64))]
        if array.dtype.kind not in _KINDS:
            raise UnpackableError(str(array.dtype))
        # Sums may depend on the order in memory, of rows or of columns first.
        axes = sorted(range(array.ndim), key=lambda axis: -array.strides[axis])
        laid = array.transpose(axes)
        return ["numbers", list(laid.shape), axes, self._add(np.ascontiguousarray(laid).reshape(-1))]

    def _add(self, array: np.ndarray) -> int:
        self.arrays.append(array)
        return len(self.arrays) - 1


def as_bytes(array: np.ndarray) -> memoryview:
    """Give the memory of a one-dimensional array, without a copy."""
    return array.view(np.uint8).data


def empty_arrays(header: bytes, n_bytes: int) -> list[np.ndarray]:
    """Make room for the arrays that a header tells of, one after the other in so many bytes.

    Raises
    ------
    ValueError
        When they are of other types than are kept, or need more or fewer bytes.
    """
    told = [(np.dtype(kind), int(length)) for kind, length in json.loads(header)[2]]
    if any(kind.kind not in _KINDS or length < 0 for kind, length in told):
        raise ValueError("no array of numbers or text")
    if sum(kind.itemsize * length for kind, length in told) != n_bytes:
        raise ValueError("arrays of another size")
    return [np.empty(length, kind) for kind, length in told]


class Unpacked:
    """The ``value`` of a header and its arrays, with the engine where the packed value had one.

    Raises
    ------
    ValueError, LookupError, TypeError
        When header and arrays are not of a packed value.
    """

    def __init__(self, header: bytes, arrays: Sequence[np.ndarray], engine: Engine) -> None:
        tree, self._objects, _ = json.loads(header)
        self._arrays, self._engine = arrays, engine
        self._made: dict[int, Any] = {}
        self.value = self._unpack(tree)

    def _unpack(self, tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        mark, *parts = tree
        if mark in ("list", "tuple"):
            items = [self._unpack(part) for part in parts]
            return items if mark == "list" else tuple(items)
        if mark == "dict":
            return {self._unpack(key): self._unpack(value) for key, value in parts}
        if mark == "object":
            (number,) = parts
            if number not in self._made:
                self._made[number] = self._unpack_object(*self._objects[number])
            return self._made[number]
        raise ValueError(f"no mark {mark!r}")

    def _unpack_object(self, mark: str, *parts: Any) -> Any:
        if mark == "engine":
            return self._engine
        if mark == "bytes":
            return self._arrays[parts[0]].tobytes()
        if mark == "array":
            return self._unpack_array(*parts)
        if mark == "csr":
            data, *where = (self._unpack(part) for part in parts[1:])
            matrix = sparse.csr_matrix(tuple(parts[0]), dtype=data.dtype)
            # The constructor would choose the type of the positions anew.
            matrix.data, (matrix.indices, matrix.indptr) = data, where
            matrix.check_format()
            return matrix
        if mark == "range":
            start, stop, step, name = parts
            return pd.RangeIndex(start, stop, step, name=self._unpack(name))
        if mark == "index":
            values = self._unpack_column(*parts[0])
            return pd.Index(values, dtype=values.dtype, name=self._unpack(parts[1]))
        if mark == "frame":
            names, index = map(self._unpack, parts[:2])
            columns = enumerate(self._unpack_column(*column) for column in parts[2:])
            frame = pd.DataFrame({at: pd.Series(own, index, own.dtype) for at, own in columns}, index)
            frame.columns = names
            return frame
        if mark == "class":
            made = _package_class(parts[0], parts[1])
            if made is None or {part.name for part in fields(made)} != parts[2].keys():
                raise ValueError(f"no class {parts[1]} of these fields")
            return made(**{name: self._unpack(part) for name, part in parts[2].items()})
        raise ValueError(f"no object {mark!r}")

    def _unpack_column(self, mark: str, *parts: Any) -> Any:
        if mark == "plain":
            return self._unpack(parts[0])
        storage, na, texts = parts
        dtype = pd.StringDtype(storage, na_value=pd.NA if na else np.nan)
        return pd.array(self._unpack(texts), dtype=dtype)

    def _unpack_array(self, mark: str, shape: list[int], *parts: Any) -> np.ndarray:
        if mark == "numbers":
            axes, number = parts
            array: np.ndarray = self._arrays[number]
            return array.reshape(shape).transpose(np.argsort(axes))
        made = np.empty(prod(shape), dtype=object)
        joined, lengths = self._arrays[parts[0]].tobytes(), self._arrays[parts[1]]
        ends = np.cumsum(np.maximum(lengths, 0))
        made[:] = [
            None if length < 0 else joined[end - length : end].decode("utf-8", "surrogatepass")
            for length, end in zip(lengths.tolist(), ends.tolist(), strict=True)
        ]
        return made.reshape(shape)


def _package_class(module: str, name: str) -> Any:
    """Find a dataclass of this package that is in use; None if there is none of this name."""
    found = getattr(sys.modules.get(module), name, None) if module.startswith("analysis.") else None
    return found if isinstance(found, type) and is_dataclass(found) else None
