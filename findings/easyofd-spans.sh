#!/usr/bin/env bash
# A PDF whose lines change the font, as digits beside Chinese do, becomes an OFD file in which every part of such a line
# has the place of the whole line: the parts lie upon each other, and whoever reads characters by their places gets
# 2年0增2长4 for 2024年增长. The order of the parts in the file is that of the line.
# It works in a folder ./test, which it leaves behind when it fails, so this runs in the temporary one.
source "$(dirname "$0")/_begin.sh" easyofd==20260427 pymupdf==2.0 reportlab==5.1.0
cd "$folder"
python3 -W ignore - <<'PY'
import contextlib
import io
import re
import zipfile
from importlib.metadata import version

from easyofd.ofd import OFD
from loguru import logger
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
page = io.BytesIO()
sheet = canvas.Canvas(page)
line = sheet.beginText(60, 700)
for font, words in (("Helvetica", "2024"), ("STSong-Light", "年增长"), ("Helvetica", "6.5%")):
    line.setFont(font, 14)
    line.textOut(words)
sheet.drawText(line)
sheet.save()
logger.remove()
with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
    written = OFD().pdf2ofd(page.getvalue(), optional_text=True)
with zipfile.ZipFile(io.BytesIO(written)) as archive:
    content = archive.read(next(name for name in archive.namelist() if name.endswith("Content.xml"))).decode()
part = r'<ofd:TextObject[^>]*Boundary="([^"]+)"[^>]*>.*?<ofd:TextCode X="([^"]+)"[^>]*>([^<]*)<'
parts = re.findall(part, content, re.S)
print("easyofd", version("easyofd"))
print(*parts, sep="\n")
assert [words.strip() for *_, words in parts] == ["2024", "年增长", "6.5%"], "the parts are written otherwise now"
assert len({(place, x) for place, x, _ in parts}) == 1, "parts have places of their own now"
PY
