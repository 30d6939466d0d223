#!/usr/bin/env bash
# striprtf, whose result is meant to be what a reader sees, tells words that tracked changes have deleted and words that
# are hidden, joined to the figure behind them.
source "$(dirname "$0")/_begin.sh" striprtf==0.0.35
python3 - <<'PY'
from importlib.metadata import version

from striprtf.striprtf import rtf_to_text

deleted = rtf_to_text(r"{\rtf1\ansi growth of {\deleted 7}6%}")
hidden = rtf_to_text(r"{\rtf1\ansi growth of {\v 9}6%}")
raised = rtf_to_text(r"{\rtf1\ansi 3500{\super 2} places}")
print("striprtf", version("striprtf"), "deleted:", deleted, "| hidden:", hidden, "| raised:", raised)
assert deleted == "growth of 76%", "deleted words are left out now"
assert hidden == "growth of 96%", "hidden words are left out now"
assert raised == "35002 places", "raised digits are told apart now"
PY
