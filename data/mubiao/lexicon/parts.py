"""Words by which a subject names a part of a place: what is said of it does not hold of the whole."""

from __future__ import annotations

PART = (
    r"((?:\d+|[一二三四五六七八九十百两几]+)个(?:贫困|脱贫|重点|山区|民族|边境|国家级|省级|设区)*(?:县|市|区|乡镇|镇|乡|村|州|旗)"
    r"|[\p{Han}]{0,4}(?:新区|开发区|高新区|经开区|保税区|自贸区|示范区|试验区|工业园区?|产业园区?|度假区|兵团|城区|山区|库区|老区|贫困县|脱贫县|县域|区域内))"
)
"""12个贫困县, 滨海新区, 兵团 …; in the syntax of Polars, its first group the part."""
