"""The parts of the README and of docs/ that the program makes: their tables, and what their examples print.

    uv run python .ci/readme.py           # write them anew
    uv run python .ci/readme.py --check   # show what differs, and end with 1 if anything does

In a ```console block every line that begins with `$ ` is a command of the shell, and what follows is its output. In a
```pycon block `>>> ` and `... ` begin what is typed into Python; a block is a session of its own.
"""

from __future__ import annotations

import atexit
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from mubiao_tui.cli.reference import SECTIONS

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(os.environ.get("README_BIN", Path(sys.executable).parent))
"""The folder of the `mubiao` that the examples call."""
PAGES = (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md")))
_NAMES = "|".join(SECTIONS)
_SECTION = re.compile(rf"(?P<open><!-- (?P<name>{_NAMES}) -->\n).*?(?P<close><!-- end -->)", re.DOTALL)
_EXAMPLE = re.compile(r"```(?P<kind>console|pycon)\n(?P<body>.*?)```", re.DOTALL)
_TYPED = """
import code, sys
sys.stderr = sys.stdout  # errors are part of the example; what a library prints as the process ends is not
console = code.InteractiveConsole()
for line in sys.stdin.buffer.read().decode().splitlines():
    if line.startswith((">>> ", "... ")) or line == "...":
        print(line, flush=True)
        console.push(line[4:])
"""


def rewritten(text: str) -> str:
    """A page with its tables and the output of its examples as they are today."""

    def section(found: re.Match[str]) -> str:
        return f"{found['open']}{SECTIONS[found['name']]()}\n{found['close']}"

    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(_database(), Path(folder) / "readme.duckdb")
        return _EXAMPLE.sub(
            lambda found: f"```{found['kind']}\n{_replayed(found['kind'], found['body'], Path(folder))}```",
            _SECTION.sub(section, text),
        )


@cache
def _database() -> Path:
    """A database of the bundled facts, made once: that it is made is said, and takes longer than all examples."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    _output([str(BIN / "mubiao"), "documents"], folder)
    return folder / "readme.duckdb"


def _replayed(kind: str, block: str, folder: Path) -> str:
    if kind == "pycon":
        return _output([sys.executable, "-c", _TYPED], folder, block)
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_output(['bash', '-c', command], folder)}" for command in commands)


def _output(command: list[str], folder: Path, given: str = "") -> str:
    """stdout and stderr of a program, with a database made from the bundled facts, as on a wide terminal."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    own = {"PATH": path, "MUBIAO_DB": str(folder / "readme.duckdb"), "MUBIAO_LEXICON": "", "LC_ALL": "C.UTF-8"}
    own["MUBIAO_CACHE"] = ""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUBIAO_")}
    done = subprocess.run(
        command,
        cwd=folder,
        input=given.encode("utf-8"),
        env=kept | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if given else subprocess.STDOUT,
        timeout=60,
    )
    if given and done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def main() -> int:
    """Write or check the pages."""
    differs = False
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = rewritten(old) if _SECTION.search(old) or _EXAMPLE.search(old) else old
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8")
            continue
        differs = differs or old != new
        name = page.relative_to(ROOT).as_posix()
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "as it is"))
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
