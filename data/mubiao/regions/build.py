"""Make the tables of places from their sources: `python -m mubiao.regions.build SOURCE_DIR`.

SOURCE_DIR holds `mca_20251231.csv` (level,code,parent,name), `history_1980_2024.csv`
(level,code,name,parent,first_year,last_year) and `nbs_2023_zone_like_400_599.csv` (code,name,areaCode,…).
Where they come from and under which licences: tables/README.md. `zones.csv` is written by hand and not touched.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from mubiao.files import replacing
from mubiao.patterns import lazy
from mubiao.regions.names import short

_LEVEL = {"1": "province", "2": "prefecture", "3": "county", "4": "town"}
_SPLIT = {"51": "50", "44": "46"}  # 重庆 left 四川 in 1997, 海南 left 广东 in 1988
_CODES_MOVED = 1982
_RUN_BY_PROVINCE = lazy("..90")  # numbers given to one city after another as they came under their province
_PLACEHOLDERS = frozenset(("市辖区", "县", "市", "直辖县", "省直辖县", "自治区直辖县", "省直辖县级行政单位"))
_GAP = 3  # years that the history may leave between a code and the one that replaced it

# The list of statistical divisions numbers farms, prisons and reservoirs like zones; these are the zones among them.
_ZONE = lazy(
    "(?:开发区|产业园区?|工业园区?|工业区|高新区|经开区|保税[港区]*区?|新区|示范区|试验区|实验区|投资区|度假区|合作区|科技园区?"
    "|软件园|科技城|集中区|集聚区|物流园区?|经济区|管理区|创业园|科学城)(?:管委会|管理委员会)?$"
)
_NO_ZONE = lazy("农场|林场|牧场|监狱|农垦|劳教|戒毒|片区|部分|分部|渔场|茶场|公司|医院|学院")
_LEVELS_UP = ("county", "prefecture", "province")
_ZONE_OFFICE = lazy("(?:管委会|管理委员会)$")


@dataclass(frozen=True)
class Era:
    """A name under a code, and the years in which it held."""

    level: str
    code: str
    name: str
    parent: str
    first: int
    last: int


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class History:
    """Follows a place through its names and codes to the one that it has today."""

    def __init__(self, eras: list[Era], current: dict[str, str]) -> None:
        self.eras, self.current = eras, current
        self.by_code: dict[str, list[Era]] = defaultdict(list)
        self.by_stem: dict[tuple[str, str], list[Era]] = defaultdict(list)
        self.by_parent: dict[str, list[Era]] = defaultdict(list)
        for era in eras:
            self.by_code[era.code].append(era)
            self.by_stem[era.level, short(era.name, era.level)].append(era)
            self.by_parent[era.parent].append(era)
        self.until = max(era.last for era in eras)
        self._known: dict[Era, str | None] = {}

    def today(self, era: Era) -> str | None:
        """The current code of the place, or None where it was dissolved or nothing tells."""
        if era not in self._known:
            self._known[era] = None  # ends a circle
            self._known[era] = self._today(era)
        return self._known[era]

    def _today(self, era: Era) -> str | None:
        if era.code in self.current and era.last >= self.until:
            return era.code
        following = self._same_name(era) or self._promoted(era) or self._same_code(era) or self._only_newcomer(era)
        if following is not None:
            return self.today(following)
        if self.current.get(era.code) is not None and era.last >= self.until:
            return era.code
        return self._by_counties(era) if era.level == "prefecture" else None

    def _heirs(self, era: Era, level: str) -> list[Era]:
        """Later eras with the same stem, in the same province, that begin when this one ends."""
        provinces = (era.code[:2], _SPLIT.get(era.code[:2], era.code[:2]))
        found = self.by_stem[level, short(era.name, era.level)]
        return [e for e in found if era.last <= e.first <= era.last + _GAP and e.code[:2] in provinces]

    def _same_name(self, era: Era) -> Era | None:
        heirs = [
            e
            for e in self._heirs(era, era.level)
            if e is not era and e.last > era.last and (e.name == era.name or not self._beside(era, e.name))
        ]
        # The same full name before the same stem, the same prefecture before another one.
        return min(heirs, key=lambda e: (e.name != era.name, e.code[:4] != era.code[:4], e.first), default=None)

    def _beside(self, era: Era, name: str) -> bool:
        """Whether another place had this name while `era` held: 上饶市 and 上饶县 stood side by side until 1999."""
        group = self.by_stem[era.level, short(name, era.level)]
        return any(o.name == name and o.first <= era.last <= o.last and o.code[:2] == era.code[:2] for o in group)

    def _same_code(self, era: Era) -> Era | None:
        """A renaming. Until 1982 codes were given out anew to other places: there a code alone proves nothing."""
        if era.last <= _CODES_MOVED or _RUN_BY_PROVINCE.match(era.code):
            return None
        return min((e for e in self.by_code[era.code] if e.first > era.last), key=lambda e: e.first, default=None)

    def _promoted(self, era: Era) -> Era | None:
        """A county that became a prefecture-level city of the same name."""
        if era.level != "county" or (era.name[-1] != "市" and (era.name[-1] != "县" or self._same_code(era))):
            return None
        heirs = self._heirs(era, "prefecture")
        return min(heirs, key=lambda e: e.first, default=None)

    def _only_newcomer(self, era: Era) -> Era | None:
        """九江县 → 柴桑区: of one prefecture, in one year, just this county went without heirs and just one came."""
        if era.level != "county" or era.name[-1] not in "市县" or era.last <= _CODES_MOVED:
            return None
        siblings = self.by_parent[era.parent]
        gone = [e for e in siblings if e.last == era.last and not self._same_name(e) and not self._same_code(e)]
        new = [
            e
            for e in siblings
            if e.first == era.last + 1
            and min(o.first for o in self.by_code[e.code]) == e.first
            and not any(o.last in (era.last, era.last - 1) for o in self.by_stem[e.level, short(e.name, e.level)])
        ]
        return new[0] if len(gone) == len(new) == 1 else None

    def _by_counties(self, era: Era) -> str | None:
        """A dissolved prefecture went where most of its last counties went."""
        counties = [e for e in self.by_parent[era.code] if e.last >= era.last and e.first <= era.last]
        homes = Counter(code[:4] + "00" for code in map(self.today, counties) if code is not None)
        if not homes:
            return None
        home, votes = homes.most_common(1)[0]
        return home if home in self.current and votes * 2 > len(counties) else None


def _write(path: Path, source: str, header: str, rows: list[str]) -> None:
    with replacing(path, force=True) as fresh:
        text = f"# {source}\n{header}\n" + "".join(f"{row}\n" for row in rows)
        fresh.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(rows)} rows")


def zone_rows(listed: list[dict[str, str]], current: dict[str, str]) -> list[str]:
    """The zones of the statistical list that are named after their place, as rows of zones_listed.csv.

    Others (经济开发区, 科技城, 新材料产业园) are common nouns, which would turn up as places in every report.
    """
    found = []
    for row in listed:
        code, name = row["areaCode"], row["name"].strip().replace("（", "(").split("(")[0]
        office = _ZONE_OFFICE.sub("", name)
        if code not in current or "," in office or not _ZONE.search(name) or _NO_ZONE.search(office):
            continue
        above = (code, code[:4] + "00", code[:2] + "0000")
        names = [short(current[c], level) for c, level in zip(above, _LEVELS_UP, strict=True) if c in current]
        if any(len(n) >= 2 and office.startswith(n) for n in names) and office not in current.values():
            found.append(f"{code},{row['code'][6:]},{office}")
    return found


def build(source: Path, tables: Path) -> None:
    """Write the four tables of places that are made from `source` into the folder `tables`."""
    places = _rows(source / "mca_20251231.csv")
    current = {row["code"]: row["name"] for row in places if row["level"] != "4"}
    upper = sorted(f"{code},{name}" for code, name in current.items())
    towns = sorted(f"{row['code']},{row['name']}" for row in places if row["level"] == "4")
    if any(row["code"][:6] != row["parent"] for row in places if row["level"] == "4"):
        raise SystemExit("a town whose code does not begin with that of its county")
    eras = [
        Era(_LEVEL[r["level"]], r["code"], r["name"], r["parent"], int(r["first_year"]), int(r["last_year"]))
        for r in _rows(source / "history_1980_2024.csv")
    ]
    history = History(eras, current)
    former = [
        f"{era.code},{era.name},{era.first},{era.last},{history.today(era) or ''}"
        for era in sorted(eras, key=lambda e: (e.code, e.first))
        if current.get(era.code) != era.name and era.name not in _PLACEHOLDERS and era.level != "province"
    ]
    zones = zone_rows(_rows(source / "nbs_2023_zone_like_400_599.csv"), current)
    mca = "Ministry of Civil Affairs, divisions at 2025-12-31, by way of an MIT package; see README.md"
    _write(tables / "regions.csv", mca, "code,name", upper)
    _write(tables / "regions_towns.csv", mca, "code,name", towns)
    _write(
        tables / "regions_former.csv",
        "Names and codes of 1980-2024 that no longer hold, MIT; see README.md",
        "code,name,first_year,last_year,successor",
        former,
    )
    _write(
        tables / "zones_listed.csv",
        "Zones in the list of statistical divisions of 2023, WTFPL; see README.md",
        "parent,slug,name",
        zones,
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m mubiao.regions.build SOURCE_DIR")
    build(Path(sys.argv[1]), Path(__file__).parent.parent / "tables")
