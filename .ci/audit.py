"""Known vulnerabilities of what a user installs: `python .ci/audit.py PINS`, where PINS is a file of requirements.

Fails on any that an advisory names. Where no advisory service can be reached it says so and how many packages were left
unaudited, since a build without a network must not pass for an audited one, nor fail for a network's sake.
"""

from __future__ import annotations

import json
import subprocess
import sys

AUDITOR = "pip-audit==2.10.1"


def main(pins: str) -> int:
    """The exit code: 1 for a vulnerable package, else 0."""
    command = ["uvx", "--quiet", "--from", AUDITOR, "pip-audit", "--requirement", pins, "--no-deps", "--disable-pip"]
    done = subprocess.run([*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"not audited: no advisory service could be asked ({reason[:160]})")
        return 0
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    vulnerable = [package for package in packages if package.get("vulns")]
    for package in vulnerable:
        named = ", ".join(advisory["id"] for advisory in package["vulns"])
        print(f"{package['name']} {package['version']}: {named}", file=sys.stderr)
    audited = len(packages) - len(skipped)
    if audited:
        print(f"{audited} packages audited, {len(vulnerable)} vulnerable, {len(skipped)} not known there")
    else:
        print(f"not audited: no advisory service knew any of the {len(packages)} packages")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
