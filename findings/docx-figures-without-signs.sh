#!/usr/bin/env bash
# Readers of Word files that give plain text change figures: docx2txt leaves out the non-breaking hyphen (Ctrl+Shift+_),
# so that a range becomes one number, and tells again what a tracked move has taken away; python-docx leaves out tracked
# insertions and equations from Paragraph.text, so that a per cent sign stands alone.
source "$(dirname "$0")/_begin.sh" docx2txt==0.9 python-docx==1.2.0 lxml==6.1.1 typing-extensions==4.16.0
python3 - <<'PY'
import io
from importlib.metadata import version

import docx
import docx2txt
from docx.oxml import parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def text(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def told(body):
    document, file = docx.Document(), io.BytesIO()
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{WORD}" xmlns:m="{MATH}">{body}</w:p>'))
    document.save(file)
    return docx2txt.process(file).strip(), docx.Document(file).paragraphs[0].text


hyphen = told(text("growth of 6") + "<w:r><w:noBreakHyphen/></w:r>" + text("7%"))
moved = told(f'<w:moveFrom w:id="1" w:author="a">{text("7% ")}</w:moveFrom>' + text("6%"))
inserted = told(text("growth of ") + f'<w:ins w:id="2" w:author="a">{text("6")}</w:ins>' + text("%"))
equation = told(text("growth of ") + "<m:oMath><m:r><m:t>6.5</m:t></m:r></m:oMath>" + text("%"))
print("docx2txt", version("docx2txt"), "hyphen:", hyphen[0], "| moved away:", moved[0])
print("python-docx", version("python-docx"), "inserted:", inserted[1], "| equation:", equation[1])
assert hyphen == ("growth of 67%", "growth of 6-7%"), "docx2txt keeps the hyphen now"
assert moved == ("7% 6%", "6%"), "docx2txt leaves out what was moved away now"
assert inserted == ("growth of 6%", "growth of %"), "python-docx tells insertions now"
assert equation[1] == "growth of %", "python-docx tells equations now"
PY
