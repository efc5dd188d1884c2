"""Make `.venv` hold exactly what the lock files name, and heal it when it is stale or broken.

Run by `make` with Python 3.11 to 3.14; needs nothing but the standard library. uv installs the packages when it
can (seconds), pip when it cannot (a minute); both check every hash and use the package index this machine's pip is set
up for.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = PROJECT / "requirements.lock"
UV_LOCK = PROJECT / "requirements-uv.lock"
STAMP = VENV / "ready.json"
# Says errors alone: no notice of a newer pip, no warning of this machine's settings.
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--quiet"]

# Run inside the environment: is each file there that the installed packages recorded? (Bytecode may go and come.)
CENSUS = """
import importlib.metadata as m, os
for d in m.distributions():
    for f in d.files or [f"{d.name} without a record"]:
        if f.suffix != ".pyc" and not os.path.exists(d.locate_file(f)):
            raise SystemExit(f"{f} is missing")
import analysis
print(os.path.realpath(analysis.__path__[0]))
"""

# What pip calls a setting, and the variable by which uv is told the same.
UV_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def main() -> None:
    """Leave a good environment alone; make any other anew."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; name another one: make PY=python3.12 ...")
    if sys.version_info >= (3, 15):
        sys.exit("Not all packages are built for Python 3.15 yet; name an older one: make PY=python3.14 ...")
    fault = find_fault()
    if not fault:
        return
    print(f"Making .venv, which takes some minutes: {fault}.", flush=True)
    STAMP.unlink(missing_ok=True)
    venv.create(VENV, clear=True, with_pip=True)
    if not install_with_uv():
        print("uv could not install the packages here; pip does it, which takes longer.", flush=True)
        run([*PIP, "--require-hashes", "--no-deps", "-r", str(LOCK)])
        run([*PIP, "--no-deps", "--no-build-isolation", "-e", str(PROJECT)])
    STAMP.write_text(json.dumps(wanted_state()), encoding="utf-8")


def find_fault() -> str:
    """Say what is wrong with the environment, or nothing."""
    if not VENV.exists():
        return "there is none yet"
    try:
        state = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "it was not finished"
    if state != wanted_state():
        return "the lock files, Python or the folder changed"
    try:
        census = subprocess.run([PYTHON, "-c", CENSUS], capture_output=True, text=True, check=False, cwd=VENV)
    except OSError:
        return "its Python is gone"
    if census.returncode:
        lines = census.stderr.strip().splitlines() or ["its Python does not run"]
        return f"it is broken ({lines[-1]})"
    if Path(census.stdout.strip()) != PROJECT / "src" / "analysis":
        return "it belongs to another folder"
    return ""


def wanted_state() -> dict[str, str]:
    """Name all that the environment was made from."""
    return {
        "locks": hashlib.sha256(LOCK.read_bytes() + UV_LOCK.read_bytes()).hexdigest(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "folder": str(PROJECT),
    }


def install_with_uv() -> bool:
    """Install the locked packages and the project with uv; False if that is not possible here."""
    # Packages of other indices may carry the same name: the hashes of the lock decide, so it is safe to look at all.
    environment = {**os.environ, "UV_INDEX_STRATEGY": "unsafe-best-match", "UV_NO_CONFIG": "1", **pip_settings_for_uv()}
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps"]
    try:
        run([*PIP, "--require-hashes", "--no-deps", "-r", str(UV_LOCK)])
        run([*uv, "--require-hashes", "--compile-bytecode", "-r", str(LOCK)], environment)
        run([*uv, "--no-build-isolation", "-e", str(PROJECT)], environment)
    except subprocess.CalledProcessError:
        return False
    return True


def pip_settings_for_uv() -> dict[str, str]:
    """Translate this machine's pip settings, which uv does not read, into uv's variables."""
    listing = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = {}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        variable = UV_VARIABLES.get(name.rpartition(".")[2])
        if variable and variable not in os.environ:
            found[variable] = value.strip("'\"").replace("\\n", " ").strip()
    return found


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder; raise if it fails."""
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The environment could not be made: {' '.join(map(str, error.cmd[1:5]))} ... failed (see above).")
