#!/usr/bin/env bash
# odfpy's own way from an OpenDocument text to a string tells what tracked changes have deleted, with the name of who
# deleted it and the date, and glues the mark and the words of a footnote to the figure that it stands at.
source "$(dirname "$0")/_begin.sh" odfpy==1.4.1 defusedxml==0.7.1
python3 - <<'PY'
import io
import zipfile
from importlib.metadata import version

from odf.opendocument import load
from odf.teletype import extractText

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3"><office:body><office:text><text:tracked-changes><text:changed-region text:id="c"><text:deletion>
<office:change-info><dc:creator>Li</dc:creator><dc:date>2024-01-05T00:00:00</dc:date></office:change-info>
<text:p>7</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p>new places: <text:change text:change-id="c"/>3500<text:note text:note-class="footnote"><text:note-citation>1
</text:note-citation><text:note-body><text:p>of them 99 abroad</text:p></text:note-body></text:note></text:p>
</office:text></office:body></office:document-content>""".replace("\n", "")
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
data = io.BytesIO()
with zipfile.ZipFile(data, "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    archive.writestr("content.xml", CONTENT)
    archive.writestr("META-INF/manifest.xml", MANIFEST)
data.seek(0)
told = extractText(load(data).text)
print("odfpy", version("odfpy"), repr(told))
assert told.startswith("Li2024-01-05T00:00:007new places: "), "deleted words are left out now"
assert told.endswith("35001of them 99 abroad"), "notes are told apart now"
PY
