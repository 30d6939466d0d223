#!/usr/bin/env bash
# Recognizers-Text finds a Chinese percentage, but neither its result nor its span tells that 左右 or 以上 bounds it.
source "$(dirname "$0")/_begin.sh" emoji==1.7.0 grapheme==0.6.0 multipledispatch==1.0.0 regex==2026.11.15 \
  recognizers-text==1.0.2a2 recognizers-text-number==1.0.2a2
python3 - <<'PY'
from importlib.metadata import version

from recognizers_number import recognize_percentage

found = recognize_percentage("增长6%左右，增收8%以上", "zh-cn")
print("recognizers-text", version("recognizers-text"), [(one.text, one.resolution) for one in found])
assert [one.text for one in found] == ["6%", "8%"], "the words around a percentage are told now"
PY
