"""A real kernel, spoken to as JupyterLab does (somebody could be asked for input) or as papermill does (nobody)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager


@dataclass
class Reply:
    """What came of a cell."""

    status: str
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[dict[str, Any]]:
        return [content for kind, content in self.messages if kind in kinds]

    @property
    def fault(self) -> str:
        return "\n".join(line for content in self.of("error") for line in content["traceback"])

    @property
    def lines_of_progress(self) -> list[str]:
        return [content["data"]["text/plain"] for content in self.of("display_data", "update_display_data")]


class Notebook:
    """Cells that are run one after the other."""

    def __init__(self, client: BlockingKernelClient, person: bool) -> None:
        self._client, self._person = client, person

    def run(self, cell: str) -> Reply:
        seen: list[tuple[str, dict[str, Any]]] = []
        self._client.allow_stdin = self._person
        answer = self._client.execute_interactive(
            cell,
            allow_stdin=self._person,
            timeout=120,
            output_hook=lambda message: seen.append((message["msg_type"], message["content"])),
        )
        return Reply(answer["content"]["status"], seen)


@contextmanager
def notebook(project: Path, folder: Path, person: bool = True) -> Iterator[Notebook]:
    """Start the kernel in a folder that is not the project's."""
    folder.mkdir(parents=True, exist_ok=True)
    manager = KernelManager(kernel_name="python3", transport="ipc", ip=str(folder / "s"))
    surroundings = {**os.environ, "ANALYSIS_PROJECT": str(project), "IPYTHONDIR": str(folder / "ipython")}
    manager.start_kernel(env=surroundings, cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Notebook(client, person)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
