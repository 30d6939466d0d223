#!/usr/bin/env bash
# pandas.read_html takes any comma between digits for one of thousands, wherever it stands: a cell that lists the numbers
# 5 and 6 becomes 56, without a warning; read_csv leaves the same cell alone.
source "$(dirname "$0")/_begin.sh" pandas==3.1.1 numpy==2.4.6 lxml==6.1.1 python-dateutil==2.9.0.post0 six==1.17.0 tzdata==2026.6
python3 - <<'PY'
import io

import pandas

page = "<table><tr><th>items</th><th>amount</th></tr><tr><td>5,6</td><td>1,342.6</td></tr></table>"
table = pandas.read_html(io.StringIO(page))[0]
lines = pandas.read_csv(io.StringIO('items;amount\n5,6;1342.6\n'), sep=";")
print("pandas", pandas.__version__, "read_html:", table.iloc[0].to_list(), "| read_csv:", lines.iloc[0].to_list())
assert table["items"][0] == 56, "a comma that groups no three digits is kept now"
assert lines["items"][0] == "5,6"
PY
