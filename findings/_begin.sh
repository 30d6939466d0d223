# Sourced by the scripts: a temporary folder with the pinned packages that they name, gone at the end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$folder" "$@"
export PYTHONPATH="$folder"
