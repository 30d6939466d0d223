#!/usr/bin/env bash
# markdownify fills up a cell that spans columns and does not one that spans rows: the rows below it slide to the left,
# and what was achieved stands in the column of targets.
source "$(dirname "$0")/_begin.sh" markdownify==1.2.3 beautifulsoup4==4.15.0 soupsieve==4.1.3 six==1.17.0 typing-extensions==4.16.0
python3 - <<'PY'
from importlib.metadata import version

from markdownify import markdownify

head = "<tr><th>地区</th><th>年份</th><th>目标</th><th>完成</th></tr>"
rows = '<tr><td rowspan="2">甲县</td><td>2023</td><td>1500</td><td>1400</td></tr>'
rows += "<tr><td>2024</td><td>1600</td><td>1700</td></tr>"
wide = '<tr><td colspan="2">全市</td><td>3100</td><td>3100</td></tr>'
lines = markdownify(f"<table>{head}{rows}{wide}</table>").strip().splitlines()
cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
target = cells[0].index("目标")
print("markdownify " + version("markdownify"), *lines, sep="\n")
assert cells[2][target] == "1500" and cells[4][target] == "3100", "cells that span columns slide as well now"
assert cells[3] == ["2024", "1600", "1700"] and cells[3][target] == "1700", "cells that span rows are filled up now"
PY
