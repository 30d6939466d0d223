"""What the SDMX files mean, for programs: code lists in both languages, data structures, flows (SDMX-ML 3.0).

Identifiers of SDMX hold letters, digits, `_`, `-`, `@` and `$` only. So per cent is `PT`, 元 `CNY`, and any other unit
or scope `U_` with the numbers of its characters; what it is called stands in the code list. `_Z` is what does not
apply. Only codes that the files use are listed, but for the short lists, which are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mubiao import lexicon

AGENCY, VERSION = "MUBIAO", "1.0"
NONE = "_Z"

_SPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_MES, _STR, _COM = (f"{{{_SPACE}/{part}}}" for part in ("message", "structure", "common"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Names = tuple[str, str]
"""What something is called in Chinese and in English."""

UNITS: dict[str, tuple[str, Names]] = {
    "%": ("PT", ("百分比", "per cent")),
    "百分点": ("PP", ("百分点", "percentage points")),
    "元": ("CNY", ("人民币元", "yuan renminbi")),
    "美元": ("USD", ("美元", "US dollar")),
}
"""Unit → its code and names, of those that have one in SDMX."""

CLOSED: dict[str, dict[str, Names]] = {
    "CL_MEASURE": {
        "level": ("水平", "level"),
        "growth": ("增长", "growth"),
        "change": ("增减", "change"),
        "share": ("比重", "share or rate"),
        "rank": ("位次", "rank"),
    },
    "CL_CLAIM": {
        "actual": ("实际", "actual"),
        "estimate": ("预计", "estimate"),
        "target": ("目标", "target"),
        "plan": ("规划", "plan"),
    },
    "CL_QUALIFIER": {
        "exact": ("定值", "exact"),
        "about": ("左右", "about"),
        "over": ("以上", "over"),
        "under": ("以内", "under"),
    },
    "CL_SIDE": {"target": ("目标", "target"), "outcome": ("结果", "outcome")},
    "CL_BASIS": {"average": ("年均", "yearly average"), NONE: ("不适用", "not applicable")},
    "CL_OBS_STATUS": {"A": ("正常值", "normal value"), "E": ("估计值", "estimated value"), "F": ("预期值", "forecast")},
    "CL_VERDICT": {
        "met": ("达成", "met"),
        "missed": ("未达成", "missed"),
        "about": ("难以判定", "the wording does not decide"),
        "open": ("尚待结果", "open"),
        "no_outcome": ("未见结果", "no outcome found"),
        "not_stated": ("未提出", "no target stated"),
        "no_report": ("没有报告", "no report at hand"),
    },
}
"""The code lists that are the same in every export."""

CONCEPTS: dict[str, tuple[str | None, Names]] = {
    "REF_AREA": ("CL_AREA", ("地区", "reference area")),
    "INDICATOR": ("CL_INDICATOR", ("指标", "indicator")),
    "MEASURE": ("CL_MEASURE", ("计量", "measure")),
    "CLAIM": ("CL_CLAIM", ("断言", "claim")),
    "FACT": (None, ("事实编号", "fact")),
    "SIDE": ("CL_SIDE", ("一侧", "side")),
    "SCOPE": ("CL_SCOPE", ("范围", "scope")),
    "BASIS": ("CL_BASIS", ("口径", "basis")),
    "TIME_PERIOD": (None, ("时期", "time period")),
    "OBS_VALUE": (None, ("数值", "observed value")),
    "OBS_VALUE_HIGH": (None, ("区间上限", "upper end of a range")),
    "UNIT_MEASURE": ("CL_UNIT", ("单位", "unit of measure")),
    "OBS_STATUS": ("CL_OBS_STATUS", ("观测状态", "observation status")),
    "QUALIFIER": ("CL_QUALIFIER", ("界限", "qualifier")),
    "VERDICT": ("CL_VERDICT", ("结论", "verdict")),
    "GAP": (None, ("差距", "outcome less target")),
    "REF_AREA_NAME": (None, ("地区名称", "name of the area")),
    "SUBJECT": (None, ("主体", "what is measured, as printed")),
}
"""Concept → its code list, and names."""

_NUMBERS = ("OBS_VALUE", "OBS_VALUE_HIGH", "GAP")

FLOWS: dict[str, tuple[Names, tuple[str, ...], tuple[str, ...]]] = {
    "FACTS": (
        ("事实", "facts"),
        ("REF_AREA", "INDICATOR", "MEASURE", "CLAIM", "FACT"),
        ("OBS_VALUE_HIGH", "UNIT_MEASURE", "OBS_STATUS", "QUALIFIER", "REF_AREA_NAME", "SUBJECT"),
    ),
    "TARGETS": (
        ("目标与结果", "targets and outcomes"),
        ("REF_AREA", "INDICATOR", "MEASURE", "UNIT_MEASURE", "SCOPE", "BASIS", "SIDE"),
        ("OBS_VALUE_HIGH", "OBS_STATUS", "QUALIFIER", "VERDICT", "GAP", "FACT", "REF_AREA_NAME"),
    ),
}
"""Flow → its names, dimensions but for time, and attributes."""


def code(text: str | None, known: Mapping[str, tuple[str, Names]] = UNITS) -> str:
    """A unit or a scope as an identifier.

    >>> code("%"), code("家"), code(None)
    ('PT', 'U_5BB6', '_Z')
    """
    if not text:
        return NONE
    if text in known:
        return known[text][0]
    return text if re.fullmatch(r"[A-Za-z0-9_]+", text) else "U_" + "_".join(f"{ord(c):X}" for c in text)


def area(text: str | None) -> str | None:
    """The code of a place as an identifier: that of a zone has a colon."""
    return None if text is None else text.replace(":", "_")


def structure(areas: Mapping[str, str], units: Iterable[str], scopes: Iterable[str]) -> str:
    """The message, as XML. areas: region code → full name; units, scopes: as the tables have them."""
    root = Element(f"{_MES}Structure")
    header = SubElement(root, f"{_MES}Header")
    SubElement(header, f"{_MES}ID").text = "MUBIAO_STRUCTURE"
    SubElement(header, f"{_MES}Test").text = "false"
    SubElement(header, f"{_MES}Prepared").text = datetime(2000, 1, 1, tzinfo=UTC).isoformat()
    SubElement(header, f"{_MES}Sender", id=AGENCY)
    found = SubElement(root, f"{_MES}Structures")
    lists = SubElement(found, f"{_STR}Codelists")
    for name, codes in {**CLOSED, **_open(areas, units, scopes)}.items():
        _codelist(lists, name, codes)
    _concepts(SubElement(found, f"{_STR}ConceptSchemes"))
    flows = SubElement(found, f"{_STR}Dataflows")
    structures = SubElement(found, f"{_STR}DataStructures")
    for flow, (names, dimensions, attributes) in FLOWS.items():
        _flow(flows, flow, names)
        _data_structure(structures, flow, names, dimensions, attributes)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _open(areas: Mapping[str, str], units: Iterable[str], scopes: Iterable[str]) -> dict[str, dict[str, Names]]:
    from mubiao.regions.latin import spelled

    nothing = {NONE: ("不适用", "not applicable")}
    named = {code(unit): UNITS[unit][1] if unit in UNITS else (unit, unit) for unit in sorted(units)}
    places = {str(area(key)): (name, spelled(key) if key.isdigit() else name) for key, name in sorted(areas.items())}
    return {
        "CL_AREA": {key: (zh, en or zh) for key, (zh, en) in places.items()},
        "CL_INDICATOR": {i.indicator: (i.zh, i.en) for i in lexicon.indicators().values()},
        "CL_UNIT": nothing | named,
        "CL_SCOPE": nothing | {code(scope, {}): (scope, scope) for scope in sorted(scopes)},
    }


def _named(parent: Element, names: Names) -> None:
    for language, name in zip(("zh", "en"), names, strict=True):
        SubElement(parent, f"{_COM}Name", {_LANG: language}).text = name


def _artefact(parent: Element, kind: str, identity: str, names: Names) -> Element:
    found = SubElement(parent, f"{_STR}{kind}", id=identity, agencyID=AGENCY, version=VERSION)
    _named(found, names)
    return found


def _codelist(parent: Element, name: str, codes: Mapping[str, Names]) -> None:
    plain = name.removeprefix("CL_").replace("_", " ").lower()
    found = _artefact(parent, "Codelist", name, (plain, plain))
    for identity, names in codes.items():
        _named(SubElement(found, f"{_STR}Code", id=identity), names)


def _concepts(parent: Element) -> None:
    found = _artefact(parent, "ConceptScheme", "CS_MUBIAO", ("概念", "concepts"))
    for identity, (_, names) in CONCEPTS.items():
        _named(SubElement(found, f"{_STR}Concept", id=identity), names)


def _flow(parent: Element, flow: str, names: Names) -> None:
    found = _artefact(parent, "Dataflow", flow, names)
    SubElement(found, f"{_STR}Structure").text = _urn("datastructure.DataStructure", f"DSD_{flow}")


def _data_structure(
    parent: Element, flow: str, names: Names, dimensions: tuple[str, ...], attributes: tuple[str, ...]
) -> None:
    parts = SubElement(_artefact(parent, "DataStructure", f"DSD_{flow}", names), f"{_STR}DataStructureComponents")
    key = SubElement(parts, f"{_STR}DimensionList", id="DimensionDescriptor")
    for position, name in enumerate(dimensions, 1):
        _component(key, "Dimension", name, position=str(position))
    _component(key, "TimeDimension", "TIME_PERIOD")
    more = SubElement(parts, f"{_STR}AttributeList", id="AttributeDescriptor")
    for name in attributes:
        told = SubElement(_component(more, "Attribute", name, usage="optional"), f"{_STR}AttributeRelationship")
        SubElement(told, f"{_STR}Observation")
    _component(
        SubElement(parts, f"{_STR}MeasureList", id="MeasureDescriptor"), "Measure", "OBS_VALUE", usage="optional"
    )


def _component(parent: Element, kind: str, name: str, **said: str) -> Element:
    found = SubElement(parent, f"{_STR}{kind}", {"id": name, **said})
    SubElement(found, f"{_STR}ConceptIdentity").text = _urn("conceptscheme.Concept", "CS_MUBIAO", name)
    local = SubElement(found, f"{_STR}LocalRepresentation")
    listed = CONCEPTS[name][0]
    if listed is not None:
        SubElement(local, f"{_STR}Enumeration").text = _urn("codelist.Codelist", listed)
    else:
        kinds = {"TIME_PERIOD": "ObservationalTimePeriod", **dict.fromkeys(_NUMBERS, "Double")}
        SubElement(local, f"{_STR}TextFormat", textType=kinds.get(name, "String"))
    return found


def _urn(kind: str, identity: str, part: str = "") -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{identity}({VERSION})" + (f".{part}" if part else "")
