"""Sets the project up and runs it, with nothing but Python ≥ 3.11 on the machine.

    python3 bootstrap.py demo        the whole product in the browser
    python3 bootstrap.py test        the quick tests: none in a browser, none that kill
    python3 bootstrap.py check       what CI runs: format, lint, types, imports, all the tests
    python3 bootstrap.py run …       any command of `python -m bot`

It makes `.venv` beside this file and installs the locked packages into it, once for each lock.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: What needs no browser, kills no process and tells no long story: within five minutes.
QUICK = "not browser and not crash and not walk"
PACKAGES = ["bot", "handlers", "views", "secretariat", "storage", "simulator"]


def main() -> int:
    """Do what the command line asks for; give the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is what tells so)
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 2
    task, *rest = sys.argv[1:] or ["demo"]
    install("requirements-dev.lock" if task in {"test", "check", "lint"} else "requirements.lock")
    if task == "test":
        return run("-m", "pytest", *(rest or ["-q", "-n", "auto", "-m", QUICK]))
    if task in {"lint", "check"}:
        return check(with_tests=task == "check")
    if os.name == "posix":
        # In this process's place, so that whoever stops it stops the bot.
        os.chdir(HERE)
        os.execv(PYTHON, [str(PYTHON), "-m", "bot", task, *rest])
    return run("-m", "bot", task, *rest)


def install(lock: str) -> None:
    """See that `.venv` holds the packages of a lock file (or of the larger one)."""
    stamp = VENV / "installed"
    digest = {
        name: hashlib.sha256((HERE / name).read_bytes()).hexdigest()
        for name in ("requirements.lock", "requirements-dev.lock")
    }
    held = stamp.read_text().split() if stamp.exists() else []
    if digest[lock] in held or digest["requirements-dev.lock"] in held:
        return
    print(f"Installing the packages of {lock} …", flush=True)
    uv = shutil.which("uv")
    if not PYTHON.exists():
        if uv:
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, VENV], check=True)
        else:
            try:
                venv.create(VENV, with_pip=True)
            except subprocess.CalledProcessError:
                print(
                    "pip for virtual environments is missing; on Debian: apt install python3-venv"
                )
                raise SystemExit(2) from None
    install_with = (
        [uv, "pip", "install", "--quiet", "--python", PYTHON]
        if uv
        else [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    )
    subprocess.run([*install_with, "--require-hashes", "-r", HERE / lock], check=True)
    stamp.write_text(digest[lock] + "\n")


def check(*, with_tests: bool) -> int:
    """Run every check, the quick ones first; the first that fails ends it."""
    steps = [
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "ruff", "check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        ["-m", "deptry", *PACKAGES],
    ]
    if with_tests:
        steps.append(["-m", "pytest", "-q", "-n", "auto"])
    for step in steps:
        print(f"\n== {' '.join(step[1:4])}", flush=True)
        code = run(*step)
        if code != 0:
            return code
    return 0


def run(*arguments: str) -> int:
    """Run the project's Python; give its exit code."""
    try:
        return subprocess.run([PYTHON, *arguments], cwd=HERE, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
