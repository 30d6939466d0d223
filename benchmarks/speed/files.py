"""What large files cost: a sheet of 10,000 rows, a page of a PDF that is one table, and twice and four times as much.

    python benchmarks/speed/files.py [--rows 10000] [--times 1 2 4]

Each is made here and read in a process of its own: processor seconds and memory of reading, of finding its facts, and,
for scale, of a process that only imports what they need. Reading is to grow as the file does.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ("指标", "单位", "2021年", "2022年", "2023年", "2024年目标")
MEASURE = """
import json, resource, sys, time
import mubiao
from mubiao.documents.readers import opendocument, pdf
from mubiao.documents.sheets import xlsx
from mubiao.documents.reading import document_from_text
mubiao.extract(document_from_text("2024年天长市政府工作报告\\n2024年产值增长6%。\\n"))
def spent():
    mine, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime
before = spent()
found = {"facts": 0, "read": 0.0, "extract": 0.0}
if len(sys.argv) > 1:
    document = mubiao.read(sys.argv[1])
    from mubiao.documents import contained
    contained.close()
    found["read"] = spent() - before
    found["facts"] = len(mubiao.extract(document))
    found["extract"] = spent() - before - found["read"]
peak = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps(found | {"megabytes": max(peak)}))
"""


def row(at: int) -> tuple[str, ...]:
    """The cells of a row: a name of its own and figures."""
    return f"第{at}镇粮食产量", "万吨", f"{at % 97}.1", f"{at % 89}.2", f"{at % 83}.3", f"{at % 79}"


def sheet(rows: int) -> bytes:
    """A workbook of one sheet with so many rows below its head."""

    def cell(value: str, number: bool) -> str:
        return f"<c><v>{value}</v></c>" if number else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = [HEAD, *(row(at) for at in range(1, rows + 1))]
    body = "".join(
        f"<row>{''.join(cell(value, at > 0 and n > 1) for n, value in enumerate(line))}</row>"
        for at, line in enumerate(lines)
    )
    relation = f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        names = '<sheets><sheet name="产量" r:id="s"/></sheets>'
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{names}</workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>')
        file.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'
        )
    return data.getvalue()


def page(pages: int) -> bytes:
    """A PDF whose pages are ruled tables of sixty rows, in the built-in Helvetica."""
    xs = (40, 140, 220, 300, 380, 460, 555)
    stream = ""
    for at in range(61):
        y = 800 - 12 * at
        stream += f"40 {y} m 555 {y} l S\n"
    stream += "".join(f"{x} 800 m {x} 80 l S\n" for x in xs)
    for at in range(60):
        words = ("name", "unit", "2021", "2022", "2023", "2024") if at == 0 else (f"item {at}", "t", *row(at)[2:])
        stream += "".join(
            f"BT /F1 8 Tf {x + 3} {791 - 12 * at} Td ({word}) Tj ET\n" for x, word in zip(xs, words, strict=False)
        )
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
          "/Resources << /Font << /F1 3 0 R >> >> >>"] * pages,
    ]  # fmt: skip
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def measured(*arguments: str) -> dict[str, float]:
    """What a process of its own needed."""
    done = subprocess.run([sys.executable, "-c", MEASURE, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make the files, read them, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 2, 4])
    given = parser.parse_args()
    print("| file | facts | reading, CPU s | facts, CPU s | peak MB |\n|---|---:|---:|---:|---:|")
    print(f"| nothing | | | | {measured()['megabytes']:.0f} |")
    with tempfile.TemporaryDirectory() as folder:
        for times in given.times:
            for name, data in (
                (f"{times * given.rows:,} rows.xlsx", sheet(times * given.rows)),
                (f"{times} pages.pdf", page(times)),
            ):
                path = Path(folder, name)
                path.write_bytes(data)
                one = measured(str(path))
                seconds = f"{one['read']:.2f} | {one['extract']:.2f}"
                print(f"| {name} | {one['facts']:,} | {seconds} | {one['megabytes']:.0f} |", flush=True)


if __name__ == "__main__":
    main()
