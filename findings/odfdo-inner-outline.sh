#!/usr/bin/env bash
# odfdo leaves out the rows of an outline within an outline: of a sheet that lists a city, its counties and their towns,
# the towns are gone from values, height and CSV, without a warning. Rows of the outer outline are all there, and pandas,
# by odfpy, reads both.
source "$(dirname "$0")/_begin.sh" odfdo==3.27.3 lxml==6.1.1 typing-extensions==4.16.0 odfpy==1.4.1 defusedxml==0.7.1 \
  pandas==3.1.1 numpy==2.4.6 python-dateutil==2.9.0.post0 six==1.17.0
python3 - <<'PY'
import io
import zipfile
from importlib.metadata import version

import odfdo
import pandas

NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "manifest")
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def row(name, value):
    told = f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
    told += f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f"<table:table-row>{told}</table:table-row>"


def group(*rows):
    return f'<table:table-row-group>{"".join(rows)}</table:table-row-group>'


def entry(path, kind):
    return f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'


towns = group(row("马家店", 3), row("安福寺", 4))
body = row("宜昌", 12) + group(row("枝江", 7), towns, row("当阳", 5))
sheet = f'<table:table table:name="s"><table:table-column table:number-columns-repeated="2"/>{body}</table:table>'
parts = {
    "content.xml": f'<office:document-content{NAMES} office:version="1.3"><office:body><office:spreadsheet>{sheet}'
    "</office:spreadsheet></office:body></office:document-content>",
    "META-INF/manifest.xml": f'<manifest:manifest{NAMES} manifest:version="1.3">{entry("/", KIND)}'
    f'{entry("content.xml", "text/xml")}</manifest:manifest>',
}
file = io.BytesIO()
with zipfile.ZipFile(file, "w") as archive:
    archive.writestr("mimetype", KIND)
    for name, part in parts.items():
        archive.writestr(name, part)
by_pandas = pandas.read_excel(file, engine="odf", header=None)[0].to_list()
file.seek(0)
table = odfdo.Document(file).body.get_table(0)
values, lines = [name for name, _ in table.get_values()], table.to_csv().split()
print("odfdo", version("odfdo"), "values:", values, "height:", table.height, "CSV:", lines)
print("pandas", version("pandas"), "odfpy", version("odfpy"), by_pandas)
assert by_pandas == ["宜昌", "枝江", "马家店", "安福寺", "当阳"], "odfpy reads the sheet otherwise now"
assert values == ["宜昌", "枝江", "当阳"] and table.height == len(lines) == 3, "rows of the inner outline are told now"
PY
