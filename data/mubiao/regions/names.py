"""How places are called for short: 晋江市 → 晋江, 凉山彝族自治州 → 凉山, 内蒙古自治区 → 内蒙古."""

from __future__ import annotations

from functools import cache

from mubiao.patterns import lazy

_PEOPLES = (
    "蒙古族", "蒙古", "回族", "藏族", "维吾尔族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族",
    "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族",
    "高山族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜族", "柯尔克孜", "土族", "达斡尔族", "达斡尔",
    "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族", "锡伯", "阿昌族", "普米族", "塔吉克族",
    "塔吉克", "怒族", "乌孜别克族", "俄罗斯族", "鄂温克族", "德昂族", "保安族", "裕固族", "京族", "塔塔尔族", "独龙族",
    "鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族", "各族",
)  # fmt: skip
_PEOPLES_AT_END = lazy("(?:" + "|".join(sorted(_PEOPLES, key=len, reverse=True)) + "){1,8}$")

_AUTONOMOUS = ("自治州", "自治县", "自治旗", "自治区")
_ENDINGS = {
    "province": ("特别行政区", "省", "市"),
    "prefecture": ("地区", "盟", "市"),
    "county": ("特区", "林区", "新区", "市", "县", "区", "旗"),
    "town": ("区公所", "街道", "镇", "乡", "苏木"),
}
_BANNER = lazy("[左右前中后]旗$")  # 科尔沁左翼中旗 has no shorter name
_KEEP = frozenset(("兴安盟",))  # 兴安 alone is 兴安县


@cache
def short(name: str, level: str) -> str:
    """The name without the word for what it is, never shorter than two characters; a zone's name stays whole.

    `level` is one of the levels of `Region`.
    """
    if name in _KEEP or level in ("zone", "country") or (name.endswith("旗") and _BANNER.search(name)):
        return name
    for ending in _AUTONOMOUS if "自治" in name else ():
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            bare = _PEOPLES_AT_END.sub("", stem)
            if len(bare) >= 2:
                return bare
            # The place is called after its people: 东乡族自治县 → 东乡, 鄂伦春自治旗 → 鄂伦春.
            return stem.removesuffix("族") if len(stem) > 2 else stem
    for ending in _ENDINGS.get(level, ()):
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= 2:
            if level in ("town", "county") and ending in ("乡", "区"):
                bare = _PEOPLES_AT_END.sub("", stem)
                return bare if len(bare) >= 2 else stem
            return stem
    return name


CALLED = {  # what nobody could derive from the name
    "克孜勒苏柯尔克孜自治州": ("克州",),
    "博尔塔拉蒙古自治州": ("博州",),
    "巴音郭楞蒙古自治州": ("巴州",),
    "前郭尔罗斯蒙古族自治县": ("前郭县",),
    "喀喇沁左翼蒙古族自治县": ("喀左县",),
    "杜尔伯特蒙古族自治县": ("杜蒙县",),
    "察布查尔锡伯自治县": ("察县",),
    "塔什库尔干塔吉克自治县": ("塔县",),
    "莫力达瓦达斡尔族自治旗": ("莫旗",),
    "西双版纳傣族自治州": ("版纳州",),
    "锡林郭勒盟": ("锡盟",),
    "阿拉善盟": ("阿盟",),
    "科尔沁左翼中旗": ("科左中旗",),
    "科尔沁左翼后旗": ("科左后旗",),
    "科尔沁右翼前旗": ("科右前旗",),
    "科尔沁右翼中旗": ("科右中旗",),
    "察哈尔右翼前旗": ("察右前旗",),
    "察哈尔右翼中旗": ("察右中旗",),
    "察哈尔右翼后旗": ("察右后旗",),
    "达尔罕茂明安联合旗": ("达茂旗",),
    "土默特左旗": ("土左旗",),
    "土默特右旗": ("土右旗",),
    "乌拉特前旗": ("乌前旗",),
    "乌拉特中旗": ("乌中旗",),
    "乌拉特后旗": ("乌后旗",),
    "东乌珠穆沁旗": ("东乌旗",),
    "西乌珠穆沁旗": ("西乌旗",),
    "鄂托克前旗": ("鄂前旗",),
}


def variants(name: str, level: str) -> tuple[str, ...]:
    """Other current ways to say a name, besides the full and the short one: 凉山州, 新区 kept (滨海新区), 苏木."""
    found = list(CALLED.get(name, ()))
    if "自治" not in name:
        return tuple(found)
    for ending in _AUTONOMOUS:
        if name.endswith(ending) and ending != "自治区":
            found.append(short(name, level) + ending[-1])
    return tuple(v for v in found if v != name)
