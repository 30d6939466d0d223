#!/usr/bin/env bash
# PDFium takes a minus that ends a line for a hyphen of a divided word when a letter stands before it, and every Chinese
# character is a letter: of 增速为- / 5.2% the two calls of pypdfium2 give U+FFFE or U+0002 in place of the minus, and no
# line end. After a digit the same sign stays.
source "$(dirname "$0")/_begin.sh" pypdfium2==5.15.2 reportlab==5.1.0 pillow==13.0.0 charset-normalizer==3.5.3
python3 - <<'PY'
import io

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def told(*lines):
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("STSong-Light", 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 16 * number, line)
    canvas.save()
    page = pypdfium2.PdfDocument(file.getvalue())[0].get_textpage()
    return page.get_text_range(), page.get_text_bounded()


minus, span = told("增速为-", "5.2%"), told("增长6-", "7%")
print("pypdfium2", pypdfium2.PYPDFIUM_INFO.version, [ascii(one) for one in (*minus, span[0])])
assert minus == ("增速为\ufffe5.2%", "增速为\x025.2%"), "the minus stays now"
assert span == ("增长6-\r\n7%",) * 2, "after a digit it is taken for a hyphen now, too"
PY
