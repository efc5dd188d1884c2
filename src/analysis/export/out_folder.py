"""The folder of an export: put in place whole, and never over a file that the export did not write."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from analysis.errors import SettingsError
from analysis.run.publish import private_folder, publish, recover_folder
from analysis.wording import listed

# Lists the files of an export with their hashes.
_LIST = "export.json"


def replace_export(out: Path, write: Callable[[Path], None]) -> None:
    """Let an export be written into a private folder beside its place, then put it there.

    Other files that lie in an earlier export stay.

    Raises
    ------
    SettingsError
        When the folder holds files but no export, or a person has changed one of the files of the export.
    """
    out = out.absolute().resolve()
    recover_folder(out)
    others = _other_files(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with private_folder(out.parent, out.name) as made:
        write(made)
        files = {path.relative_to(made).as_posix(): _hash(path) for path in sorted(made.rglob("*")) if path.is_file()}
        text = json.dumps({"files": files}, indent=1, sort_keys=True) + "\n"
        (made / _LIST).write_text(text, encoding="utf-8")
        for name in others:
            if (made / name).exists():
                raise SettingsError(f"{out / name} was not written by an export; move it, or choose another folder.")
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(out / name, made / name, follow_symlinks=False)
        publish(made, out)


def _other_files(out: Path) -> list[str]:
    """List the files of the folder that are not of an export."""
    if not out.exists():
        return []
    if not out.is_dir():
        raise SettingsError(f"{out} is a file; choose a folder that is new, empty, or of an earlier export.")
    found = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_symlink() or path.is_file()]
    if not found:
        return []
    try:
        files = json.loads((out / _LIST).read_text(encoding="utf-8"))["files"]
        changed = [name for name in found if name in files and _hash(out / name) != files[name]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{out} holds other files; choose a folder that is new, empty, or of an earlier export."
        ) from error
    if changed:
        raise SettingsError(
            f"{listed(changed, limit=3)} in {out} changed since the export; move what you want to keep, "
            "or choose another folder."
        )
    return [name for name in found if name not in files and name != _LIST]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
