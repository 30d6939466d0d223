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
place = json.loads(said("query", "--region", "晋江市", "--indicator", "gdp", "--claim", "target", "--json"))
assert place, "the bundled facts are not in the wheel"
assert json.loads(said("targets", "--region", "晋江市", "--json"))
assert "全国" in said(), "the overview does not speak of the bundled facts"
report = folder / "report.txt"
report.write_text("2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n力争新增学位10000个。\n", encoding="utf-8")
(fact,) = map(json.loads, said("extract", "report.txt").splitlines())
assert (fact["value"], fact["claim"], fact["region"]) == (10000, "target", "晋江市")
said("add", "report.txt")
assert "[10000个]" in said("show", fact["fact_id"])

lines = "import mubiao, pathlib; print(pathlib.Path(mubiao.__file__).parent)"
python = mubiao.with_name("python")
printed = subprocess.run([python, "-c", lines], cwd=folder, env=environment, capture_output=True, text=True, check=True)
package = Path(printed.stdout.strip())
assert venv.resolve() in package.resolve().parents, "this is not the installed wheel"
assert (package / "schema.sql").is_file(), "schema.sql is not in the wheel"
assert any((package / "bundled").iterdir()), "nothing is bundled in the wheel"

(wheel,) = (folder / "dist").glob("*.whl")
assert wheel.stat().st_size <= 20_000_000, f"the wheel has {wheel.stat().st_size:,} bytes"
(sdist,) = (folder / "dist").glob("*.tar.gz")
with tarfile.open(sdist) as archive:
    names = {name.partition("/")[2] for name in archive.getnames()}
for needed in ("pyproject.toml", "schema.sql", "README.md", "data/mubiao/model.py", "tui/mubiao_tui/cli/main.py"):
    assert needed in names, f"{needed} is not in the sdist"
print(f"mubiao {version} runs outside the checkout")
