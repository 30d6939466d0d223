#!/usr/bin/env bash
# Office can save “Strict Open XML”, the same parts under other namespaces. docx2txt gives an empty string for such a
# document and openpyxl a book without sheets, neither an error; calamine reads the book.
source "$(dirname "$0")/_begin.sh" docx2txt==0.9 openpyxl==3.1.5 et-xmlfile==2.0.0 python-calamine==0.9.1
python3 - <<'PY'
import io
import warnings
import zipfile
from importlib.metadata import version

import docx2txt
import openpyxl
import python_calamine

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
TYPES = "application/vnd.openxmlformats-officedocument."
LOOSE = ("http://schemas.openxmlformats.org/{}/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/")
STRICT = ("http://purl.oclc.org/ooxml/{}/main", "http://purl.oclc.org/ooxml/officeDocument/")


def packed(names, main, kind, parts, inner=""):
    relation = f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" Type="{names[1]}relationships/'
    types = (
        f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    types += f'<Override PartName="/{main}" ContentType="{TYPES}{kind}.main+xml"/>{inner}</Types>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", f'{relation}officeDocument" Target="{main}"/></Relationships>')
        for name, part in parts.items():
            archive.writestr(name, part.replace("RELATION", relation))
    file.seek(0)
    return file


def text(names):
    body = "<w:body><w:p><w:r><w:t>粮食总产量1342.6万吨</w:t></w:r></w:p></w:body>"
    part = f'<w:document xmlns:w="{names[0].format("wordprocessingml")}">{body}</w:document>'
    return docx2txt.process(packed(names, "word/document.xml", "wordprocessingml.document", {"word/document.xml": part}))


def sheets(names):
    main = names[0].format("spreadsheetml")
    sheet = "xl/worksheets/sheet1.xml"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{names[1]}relationships"><sheets>'
        '<sheet name="粮食" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": 'RELATIONworksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        sheet: f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1342.6</v></c></row></sheetData></worksheet>',
    }
    inner = f'<Override PartName="/{sheet}" ContentType="{TYPES}spreadsheetml.worksheet+xml"/>'
    file = packed(names, "xl/workbook.xml", "spreadsheetml.sheet", parts, inner)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # “invalid specification for 0”, which names neither the sheet nor the cause
        by_openpyxl = openpyxl.load_workbook(file).sheetnames
    file.seek(0)
    return by_openpyxl, python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


print("docx2txt", version("docx2txt"), [text(names) for names in (LOOSE, STRICT)])
print("openpyxl", version("openpyxl"), "calamine", version("python-calamine"), [sheets(names) for names in (LOOSE, STRICT)])
assert text(LOOSE) == "粮食总产量1342.6万吨" and sheets(LOOSE) == (["粮食"], [[1342.6]]), "the files are read otherwise"
assert text(STRICT) == "", "docx2txt reads strict documents now"
assert sheets(STRICT) == ([], [[1342.6]]), "openpyxl tells the sheets of a strict book now"
PY
