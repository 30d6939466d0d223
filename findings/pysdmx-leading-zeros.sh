#!/usr/bin/env bash
# pysdmx takes codes of SDMX-CSV for numbers where every code of a column has digits only: 011, growing grain in China's
# list of industries, comes back as 11, which is a service to mines, and two observations have one key. A row with a
# letter for its code keeps the zeros of all others. What pysdmx writes as SDMX-ML it reads as it was.
source "$(dirname "$0")/_begin.sh" 'pysdmx[data,xml]==1.21.0' pandas==3.1.1 pyarrow==24.0.0 numpy==2.4.6 \
  python-dateutil==2.9.0.post0 six==1.17.0 tzdata==2026.6
python3 - <<'PY'
from importlib.metadata import version

import pandas
from pysdmx.io import read_sdmx, write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Code, Codelist, Component, Components, Concept, DataType, Role, Schema

INDUSTRIES = Codelist("CL_INDUSTRY", agency="MB", items=[Code(one) for one in ("A", "011", "11")])


def part(name, role, kind=DataType.STRING, codes=None):
    return Component(name, True, role, Concept(name), kind, local_codes=codes)


parts = [
    part("REF_AREA", Role.DIMENSION),
    part("INDUSTRY", Role.DIMENSION, codes=INDUSTRIES),
    part("TIME_PERIOD", Role.DIMENSION, DataType.PERIOD),
    part("OBS_VALUE", Role.MEASURE, DataType.DOUBLE),
]
structure = Schema("datastructure", "MB", id="OUTPUT", components=Components(parts), artefacts=[])


def read_again(kind, *industries):
    rows = [("420500", industry, "2024", str(42 + n)) for n, industry in enumerate(industries)]
    frame = pandas.DataFrame(rows, columns=[one.id for one in parts])
    written = write_sdmx([PandasDataset(structure=structure, data=frame)], kind)
    assert all(f'"{one}"' in written or f",{one}," in written for one in industries), "codes are not written as they are"
    (read,) = read_sdmx(written, validate=True).data
    return read.data["INDUSTRY"].to_list()


lines = [kind for kind in Format if kind.name.startswith("DATA_SDMX_CSV")]
digits = {kind.name[10:]: read_again(kind, "011", "11") for kind in lines}
letter = [read_again(kind, "011", "11", "A") for kind in lines]
marked_up = read_again(Format.DATA_SDMX_ML_3_0, "011", "11")
print("pysdmx", version("pysdmx"), "of 011, 11:", digits, "with A:", letter[0], "as SDMX-ML:", marked_up)
assert len(lines) == 3 and all(read == ["11", "11"] for read in digits.values()), "codes keep their zeros now"
assert all(read == ["011", "11", "A"] for read in letter), "a letter makes no difference now"
assert marked_up == ["011", "11"], "SDMX-ML loses them now, too"
PY
