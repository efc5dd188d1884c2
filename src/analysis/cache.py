"""Results kept on disk by all they were made from, so that no notebook repeats what another, or an earlier run, did.

The name of a file is a hash of the function, its arguments, the code of this package and the packages it runs with:
whatever changes, another file is looked for. What is damaged, missing or cannot be written is computed.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from filelock import FileLock, Timeout

from analysis.engine import Engine
from analysis.engine.versions import hash_code, package_files
from analysis.packing import Packed, UnpackableError, Unpacked, as_bytes, empty_arrays
from analysis.session import KEPT

Given = ParamSpec("Given")
Result = TypeVar("Result")

# Of all results together; the least recently used go first. A single one may have a quarter.
MAX_BYTES = 4_000_000_000
# What another process computes at this moment is waited for, but not longer.
_PATIENCE = 1800
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError, OverflowError)
_DIGEST, _LENGTH = 32, 8


def kept(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Keep what a function gives whose first argument is a corpus, where the corpus' engine says so (`Engine.kept`).

    It must be a pure function: of its arguments, which are packed (`analysis.packing`), and the articles.
    """
    signature, name = inspect.signature(function), f"{function.__module__}.{function.__qualname__}"
    _code_at_start()

    @wraps(function)
    def found(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        engine = getattr(args[0], "engine", None) if args else None
        if not isinstance(engine, Engine) or engine.kept is None:
            return function(*args, **kwargs)
        try:
            given = signature.bind(*args, **kwargs)
        except TypeError:
            # The function itself says what is wrong.
            return function(*args, **kwargs)
        given.apply_defaults()
        corpus, *others = given.arguments.values()
        return keep(engine, name, lambda: [corpus.key, *others], lambda: function(*args, **kwargs))

    return found


def keep(engine: Engine, name: str, given: Callable[[], Any], compute: Callable[[], Result]) -> Result:
    """Read what was kept under a name and what is given, or compute and keep it.

    Of processes that want the same at once, one computes and the others wait. An error of ``compute`` is raised, and
    nothing kept.
    """
    # Edited code may or may not be what runs here.
    if engine.kept is None or _code() != _code_at_start():
        return compute()
    try:
        key = Packed([_surroundings(), name, given()]).digest()
        engine.kept.mkdir(parents=True, exist_ok=True)
    except (UnpackableError, OSError):
        key = ""
    if not key:
        return compute()
    return _read_or_compute(engine.kept / key, key, engine, compute, MAX_BYTES)


def keep_beside(path: Path, given: str, compute: Callable[[], Result]) -> Result:
    """Read what was kept in this one file and made from what is given, or compute and keep it.

    It goes when its folder does: for what is made from another file there, whatever its size. Of processes that want
    it at once, one computes and the others wait.
    """
    # A file in place of the folder of all results says that nothing is kept.
    if _code() != _code_at_start() or (path.parents[1] / KEPT.name).is_file():
        return compute()
    return _read_or_compute(path, f"{_surroundings()}\n{given}", Engine(), compute)


def _read_or_compute(
    path: Path, key: str, engine: Engine, compute: Callable[[], Result], bound: int | None = None
) -> Result:
    """Read a result, or compute and keep it; all files of the folder together have at most ``bound`` bytes."""
    if not (found := _read(path, key, engine)):
        with _alone(path.with_suffix(".lock")):
            # Another process may have computed it meanwhile.
            found = _read(path, key, engine)
            if not found:
                found = (compute(),)
                with suppress(UnpackableError, OSError, MemoryError):
                    if _write(path, key, found[0], bound // 4 if bound else sys.maxsize) and bound:
                        _remove_oldest(path.parent, bound)
    result: Result = found[0]
    return result


def _read(path: Path, key: str, engine: Engine) -> tuple[Any, ...]:
    """Give the result in a file; nothing where there is none, or another than was written under the key."""
    with suppress(*_DAMAGE), path.open("rb") as file:
        digest, length = file.read(_DIGEST), int.from_bytes(file.read(_LENGTH), "little")
        n_bytes = os.fstat(file.fileno()).st_size - _DIGEST - _LENGTH - length
        if n_bytes < 0:
            return ()
        header = file.read(length)
        arrays = empty_arrays(header, n_bytes)
        hashed = hashlib.sha256(key.encode() + header)
        for array in arrays:
            file.readinto(as_bytes(array))
            hashed.update(as_bytes(array))
        if hashed.digest() == digest:
            with suppress(OSError):
                os.utime(path)
            return (Unpacked(header, arrays, engine).value,)
    return ()


def _write(path: Path, key: str, result: Any, most: int) -> bool:
    """Write a result, hash, length of the header, header, arrays, if it has at most so many bytes; tell whether."""
    packed = Packed(result)
    header = packed.header()
    if len(header) + sum(array.nbytes for array in packed.arrays) > most:
        return False
    hashed = hashlib.sha256(key.encode() + header)
    for array in packed.arrays:
        hashed.update(as_bytes(array))
    # One writes at a time, so what was left by one that was killed is replaced by the next.
    making = path.with_name(f"making-{path.name}")
    try:
        with making.open("wb") as file:
            file.write(hashed.digest() + len(header).to_bytes(_LENGTH, "little") + header)
            for array in packed.arrays:
                file.write(as_bytes(array))
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
    return True


def _remove_oldest(folder: Path, bound: int) -> None:
    """Remove the least recently used files until what is left is within the bound."""
    states = [(path.stat(), path) for path in folder.iterdir()]
    total = 0
    for state, path in sorted(states, key=lambda each: each[0].st_mtime_ns, reverse=True):
        total += state.st_size
        if total > bound:
            path.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock, unless that takes too long or this disk has none."""
    lock = FileLock(path)
    with suppress(OSError, NotImplementedError, Timeout):
        lock.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if lock.is_locked:
            with suppress(OSError):
                path.unlink()
            lock.release()


def _code() -> list[tuple[int, int]]:
    """Give the times and sizes of the files of the package; of one that is gone, zeros."""
    return [_state(path) for path in package_files()]


def _state(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        state = path.stat()
        return state.st_mtime_ns, state.st_size
    return 0, 0


@cache
def _code_at_start() -> list[tuple[int, int]]:
    return _code()


@cache
def _surroundings() -> str:
    """Hash the code of the package, the versions of all packages, and what they run on."""
    hashed = hashlib.sha256(f"{sys.version}\n{platform.machine()}\n".encode())
    for folder in map(Path, sys.path):
        names = sorted(path.name for path in folder.glob("*.dist-info")) if folder.is_dir() else []
        hashed.update("\n".join(names).encode())
    hashed.update(hash_code().encode())
    return hashed.hexdigest()
