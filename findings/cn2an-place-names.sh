#!/usr/bin/env bash
# cn2an turns every numeral of a sentence into digits, those inside names too, and refuses 百万 without a digit before it.
source "$(dirname "$0")/_begin.sh" cn2an==0.5.24 proces==0.1.7
python3 - <<'PY'
from importlib.metadata import version

import cn2an

told = cn2an.transform("三明市有三家企业", "cn2an")
print("cn2an", version("cn2an"), told)
assert told.startswith("3明市"), "names keep their numerals now"
try:
    value = cn2an.cn2an("百万", "smart")
except ValueError as error:
    print("百万:", error)
else:
    raise AssertionError(f"百万 is read now, as {value}")
PY
