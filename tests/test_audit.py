"""`make audit` against a service of our own: a green line only when every package was looked up."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
ADVISORY = {
    "id": "PYSEC-2026-1", "summary": "", "details": "", "affected": [],
    "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z",
}  # fmt: skip
Serve = Callable[[set[str]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a service that knows an advisory for the packages named; give its address."""
    servers = []

    def start(bad: set[str]) -> str:
        class Service(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
                hit = {"vulns": [{"id": ADVISORY["id"], "modified": ADVISORY["modified"]}]}
                self._answer({"results": [hit if query["package"]["name"] in bad else {} for query in asked]})

            def do_GET(self) -> None:
                self._answer(ADVISORY)

            def _answer(self, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=server.serve_forever).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Audit a lock of two small packages that lie in a folder: no index is asked."""
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            about = f"{name}-1.0.dist-info"
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")

    def run(address: str, more: str = "") -> tuple[int, str]:
        lock = tmp_path / "small.lock"
        lock.write_text(f"one==1.0\ntwo==1.0 ; python_version >= '3.11'\n{more}", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, ".ci/audit.py", str(lock), address],
            cwd=PROJECT,
            env={**os.environ, "UV_NO_INDEX": "1", "UV_FIND_LINKS": str(tmp_path), "UV_HTTP_RETRIES": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    return run


def test_all_fine_says_how_many_were_looked_up(serve: Serve, audit: Callable[..., tuple[int, str]]) -> None:
    assert audit(serve(set())) == (0, "ok: 2 packages were looked up, none is named in an advisory\n")


def test_an_advisory_is_named(serve: Serve, audit: Callable[..., tuple[int, str]]) -> None:
    code, told = audit(serve({"two"}))
    assert (code, told.splitlines()[0]) == (1, "two 1.0: PYSEC-2026-1")


def test_a_package_that_was_not_looked_up_is_no_success(serve: Serve, audit: Callable[..., tuple[int, str]]) -> None:
    # uv leaves out what no Python of the project would install.
    left_out = "three==1.0 ; python_version < '3.0'\n"
    assert audit(serve(set()), left_out) == (3, "not audited: 1 of 3 packages\n")
    code, told = audit(serve({"one"}), left_out)
    assert code == 1
    assert told.splitlines()[:2] == ["one 1.0: PYSEC-2026-1", "not audited: 1 of 3 packages"]


def test_a_service_that_does_not_answer_is_no_success(audit: Callable[..., tuple[int, str]]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        code, told = audit(f"http://127.0.0.1:{free.getsockname()[1]}")
    assert code == 3
    assert told.startswith("not audited: error: ")
    assert "refused" in told


def test_a_service_that_answers_something_else_is_no_success(audit: Callable[..., tuple[int, str]]) -> None:
    class Nothing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Nothing) as server:
        threading.Thread(target=server.serve_forever).start()
        code, told = audit(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert code == 3
    assert told.startswith("not audited: ")
