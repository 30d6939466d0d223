#!/usr/bin/env bash
# mammoth tells the result of a Word field that is written as three marks, and leaves it out when the same field is one
# element (w:fldSimple): the figure is gone from its sentence. A message beside the result names the element, not the loss.
source "$(dirname "$0")/_begin.sh" mammoth==1.13.0 cobble==0.1.4
python3 - <<'PY'
import io
import zipfile
from importlib.metadata import version

import mammoth

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
TYPES = (
    f'<Types xmlns="{PACKAGE}content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
)


def run(inner):
    return f"<w:r>{inner}</w:r>"


def mark(kind):
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def told(field):
    file, words = io.BytesIO(), [run(f"<w:t>{words}</w:t>") for words in ("新增就业", "万人")]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        body = f"<w:body><w:p>{words[0]}{field}{words[1]}</w:p></w:body>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}">{body}</w:document>')
    raw, page = mammoth.extract_raw_text(file), mammoth.convert_to_html(file)
    return raw.value.strip(), page.value, [message.message for message in page.messages]


result, name = run("<w:t>3.5</w:t>"), " DOCPROPERTY jobs "
marks = told(mark("begin") + run(f"<w:instrText>{name}</w:instrText>") + mark("separate") + result + mark("end"))
simple = told(f'<w:fldSimple w:instr="{name}">{result}</w:fldSimple>')
print("mammoth", version("mammoth"), "three marks:", marks, "| one element:", simple)
assert marks[:2] == ("新增就业3.5万人", "<p>新增就业3.5万人</p>"), "fields of three marks are told otherwise now"
assert simple[:2] == ("新增就业万人", "<p>新增就业万人</p>"), "fields of one element are told now"
PY
