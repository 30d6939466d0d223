"""The units that heads of tables give by themselves."""

from __future__ import annotations

import re

_UNIT = re.compile(
    r"[百千万亿]{0,2}(?:元|美元|人|人次|户|个|吨|公斤|斤|亩|公顷|千米|公里|米|平方米|平方公里|立方米|m²|㎡|hm²|辆|台|件|套|张|所|家|座"
    r"|头|只|株|千瓦时|度|千瓦|标准煤|TEU|标箱|条|项|处|册|部|门|岁|天|小时|%|％|‰|个百分点|百分点)"
)


def is_unit(words: str) -> bool:
    """Whether words are a unit and nothing else: 亿元, %, 万人次."""
    return _UNIT.fullmatch(words) is not None
