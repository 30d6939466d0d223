"""Use an installed mubiao as a stranger would: outside the checkout, with a database of its own.

python3 .ci/smoke.py VENV FOLDER
"""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

venv, folder = Path(sys.argv[1]), Path(sys.argv[2])
mubiao = venv / ("Scripts" if os.name == "nt" else "bin") / "mubiao"
environment = {**os.environ, "MUBIAO_DB": str(folder / "smoke.duckdb")}
environment.pop("PYTHONPATH", None)


def said(*arguments: str) -> str:
    """stdout of a command that must end well."""
    done = subprocess.run([mubiao, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"mubiao {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


version = said("--version").split()[1]
assert "Usage: mubiao" in said("--help")
assert len(json.loads(said("indicators", "--json"))) > 100, "the tables are not in the wheel"

files = said_files = subprocess.run(
    [venv / "bin" / "python", "-c", "import mubiao, pathlib; print(pathlib.Path(mubiao.__file__).parent)"],
    cwd=folder,
    env=environment,
    capture_output=True,
    text=True,
    check=True,
).stdout.strip()
assert venv.resolve() in Path(files).resolve().parents, "this is not the installed wheel"
assert (Path(files) / "schema.sql").is_file(), "schema.sql is not in the wheel"

(sdist,) = (folder / "dist").glob("*.tar.gz")
with tarfile.open(sdist) as archive:
    names = {name.partition("/")[2] for name in archive.getnames()}
for needed in ("pyproject.toml", "schema.sql", "README.md", "data/mubiao/model.py", "tui/mubiao_tui/cli/main.py"):
    assert needed in names, f"{needed} is not in the sdist"
print(f"mubiao {version} runs outside the checkout")
