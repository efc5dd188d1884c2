"""The small YAML files that may stand in a corpus folder: ``corpus.yml`` and ``names.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import SettingsError
from analysis.settings.given import parse_plain_yaml

_LARGEST_FILE = 100_000


class CorpusSettings(BaseModel):
    """What ``corpus.yml`` says about the articles; every key may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    agencies: list[str] = []


class NameFamilies(BaseModel):
    """What ``names.yml`` says: for each thing named, the variants of its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    families: dict[str, list[str]] = {}


def read_corpus_settings(corpus: Path) -> CorpusSettings:
    """Read ``corpus.yml`` from the corpus folder; without one, nothing is set.

    Raises
    ------
    SettingsError
        When the file is no YAML or holds another key or type, naming file and key.
    """
    return CorpusSettings(**_read(corpus, "corpus.yml", CorpusSettings))


def read_name_families(corpus: Path) -> dict[str, list[str]]:
    """Read ``names.yml`` from the corpus folder; without one, there are no families.

    Raises
    ------
    SettingsError
        As `read_corpus_settings`.
    """
    return NameFamilies(**_read(corpus, "names.yml", NameFamilies)).families


def _read(corpus: Path, name: str, model: type[BaseModel]) -> dict[str, Any]:
    path = (corpus if corpus.is_dir() else corpus.parent) / name
    if not path.is_file():
        return {}
    if path.stat().st_size > _LARGEST_FILE:
        raise SettingsError(f"{path} is larger than a settings file can be (100 kB).")
    try:
        found = parse_plain_yaml(path.read_text(encoding="utf-8")) or {}
        return model.model_validate(found).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise SettingsError(f"{path}: {where}: {first['msg']}.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path} cannot be read as YAML: {error}") from error
