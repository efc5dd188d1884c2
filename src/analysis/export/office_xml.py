"""What files of Excel and Word share: letters that XML allows, and the same bytes each time."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = rb"\g<1>2000-01-01T00:00:00Z"


def legal(text: str) -> str:
    """Leave out the characters that XML does not allow."""
    return _ILLEGAL.sub("", text)


def write_without_times(save: Callable[[io.BytesIO], Any], path: Path) -> None:
    """Write the zip archive that is saved by a function, without the times at which it and its parts were made."""
    archive = io.BytesIO()
    save(archive)
    with ZipFile(archive) as old, ZipFile(path, "w") as new:
        for part in old.infolist():
            same = ZipInfo(part.filename)  # of 1980, as zip files begin
            same.compress_type, same.create_system, same.file_size = ZIP_DEFLATED, 3, part.file_size
            if part.filename == _PROPERTIES:
                new.writestr(same, _TIMES.sub(_NO_TIME, old.read(part)))
                continue
            with old.open(part) as source, new.open(same, "w") as target:
                shutil.copyfileobj(source, target)
