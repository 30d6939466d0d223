"""Pin every package that mubiao and its tools need, in `[tool.uv] constraint-dependencies` of pyproject.toml.

    python3 .ci/pin.py             # write the versions that resolve today, keeping those already pinned where possible
    python3 .ci/pin.py --upgrade   # forget the pins and resolve anew

A lock file would do the same, but it names the hosts that packages come from, and those differ from place to place.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
LIST = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Resolve for every platform and Python at once, then write the list in place of the old one."""
    text = PROJECT.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        # Resolved from a copy: with --upgrade one that has no pins.
        copy = Path(folder) / "pyproject.toml"
        copy.write_text(LIST.sub("", text) if "--upgrade" in sys.argv else text, encoding="utf-8")
        command = [
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--no-annotate",
            "--no-header",
            "--no-emit-index-url",
        ]
        command += ["--no-emit-find-links", "--all-extras", "--group", f"{copy}:dev", str(copy)]
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pins = sorted({line.split(" ;")[0].strip() for line in found.splitlines() if "==" in line})
    body = "".join(f'  "{pin}",\n' for pin in pins)
    PROJECT.write_text(LIST.sub(lambda _: f"constraint-dependencies = [\n{body}]\n", text), encoding="utf-8")
    print(f"{len(pins)} packages pinned")


if __name__ == "__main__":
    main()
