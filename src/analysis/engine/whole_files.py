"""Files that are whole or not there, whenever the process that writes them is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def whole_file(path: Path, beside: Path | None = None) -> Iterator[Path]:
    """Give a path to write to, which is renamed to ``path`` at the end; one that is there is replaced.

    It lies ``beside``, in a folder on the same disk, by default that of ``path``.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole_file(folder / "counts.txt") as making:
    ...     _ = making.write_text("1, 2, 3")
    >>> [path.name for path in folder.iterdir()]
    ['counts.txt']
    """
    making = (beside or path.parent) / f"making-{uuid4().hex}{path.suffix}"
    try:
        yield making
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
