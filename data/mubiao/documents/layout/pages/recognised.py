"""Recognised text: signs that recognition is known to lose are put back, and figures that cannot be so are named.

Counted on pages whose text is known (`benchmarks/scans.py`): digits are almost always right; ‰ comes as %, %0 or %o,
㎡ as m or m2, a thousands comma as a point, and of small print a decimal point is lost now and then. What the words
around a figure tell for sure is mended; what they only make unlikely is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_PER_MILLE = re.compile(r"(?<=\d)\s?[%％][0oO〇](?![\d.])")
_RATE = re.compile(r"(?:出生率|死亡率|自然增长率)[^，。；;%％‰\d]{0,10}(?:[-−]?\d{1,2}(?:\.\d{1,3})?[%％][、和]?){1,3}")
_AREA = re.compile(r"(?<=[万亿])m2?(?![A-Za-z²³\d])|(?<=[\dkhcd])m2(?![A-Za-z\d])")
_ZERO = re.compile(r"(?<=[\d.])[oO](?=[\d.%％万亿])")
_ONE = re.compile(r"(?<=[\d.])[lI](?=[\d.%％万亿])")
_POINT = re.compile(r"(?<=\d)[。·:：](?=\d{1,2}(?:[%％]|[万亿]|个百分点))")
_COMMA = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?=[个人家户所处套张件项辆条名位座间])")
_GROUP = re.compile(r"(?<![\d.,，])([1-9]\d{0,2})，(\d{3})(?=[万亿元个人家户吨])")

_FIGURE = re.compile(r"\d[\d.,，]*\d|\d")
_UNLIKELY = re.compile(
    r"(?<![\d.,])0\d[\d.]{0,12}"  # 06.3
    r"|(?<!\d)\d{1,12}\.\d{0,6}\.[\d.]{0,12}"  # 1.2.3
    r"|(?<!\d)\d{1,12},(?:\d{1,2}|\d{4,12})(?![\d,])(?:\.\d{1,6})?"  # groups that are none
    r"|(?<!\d)\d{1,12}\.\d{3,12}(?=[%％万亿])"  # perhaps a thousands comma
    r"|(?<=[A-Za-z])\d[\d.]{0,12}(?=[A-Za-z])"
    r"|(?<!\d)\d{5,12}(?=年)"
    r"|(?<=[增下][长降])\d{2,6}(?=[%％])(?<!1\d)(?<!20)"  # 增长63%, perhaps 6.3
    r"|(?<![\d.])\d[\d.]{0,12}万(?=[，。；、,;]|$)"  # its unit is lost
)


def mended(text: str) -> str:
    """A paragraph with the signs that its figures must have.

    >>> mended("出生率6.4%，增速8.2%0，改造20.4万m，新增2.291个，增长6。3%")
    '出生率6.4‰，增速8.2‰，改造20.4万m²，新增2,291个，增长6.3%'
    """
    text = _PER_MILLE.sub("‰", text)
    text = _RATE.sub(lambda match: re.sub("[%％]", "‰", match[0]), text)
    text = _AREA.sub("m²", text)
    text = _GROUP.sub(r"\1,\2", text)
    text = _ONE.sub("1", _ZERO.sub("0", text))
    return _COMMA.sub(r"\1,\2", _POINT.sub(".", text))


def figures(text: str) -> Iterator[str]:
    """The runs of digits of a text, with the points and commas inside them."""
    yield from _FIGURE.findall(text)


def unlikely(text: str, unsure: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of the figures that cannot be so, and of those that recognition itself was not sure of."""
    doubted = [match.span() for match in _UNLIKELY.finditer(text)]
    for figure in _FIGURE.finditer(text):
        start, end = figure.span()
        if figure[0] in unsure or any(a < end and start < b for a, b in doubted):
            yield start, end
