#!/usr/bin/env bash
# jionlp counts the leading figure of an amount twice when digits and two units stand by turns: 6亿5千万元, 650 million,
# is 1250 million, and it is “accurate”. The same amount in characters alone, or with a decimal point, is read right.
source "$(dirname "$0")/_begin.sh" jionlp==1.5.31 jiojio==1.2.8 numpy==2.4.6 requests==2.34.2 zipfile36==0.1.3
python3 - <<'PY'
import contextlib
import io
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()):  # the package greets
    import jionlp


def told(amount):
    read = jionlp.parse_money(amount)
    return float(read["num"]), read["definition"]


mixed = {"6亿5千万元": 6.5e8, "3亿4000万元": 3.4e8, "1万2千元": 12_000}
plain = {"六亿五千万元": 6.5e8, "6.5亿元": 6.5e8, "一万二千元": 12_000}
(found,) = jionlp.ner.extract_money("全年完成投资6亿5千万元，增长6%。", with_parsing=True)
print("jionlp", version("jionlp"), {amount: told(amount)[0] for amount in (*mixed, *plain)}, "in a sentence:", found)
assert all(told(amount) == (right, "accurate") for amount, right in plain.items()), "plain amounts are read otherwise"
assert told("6亿5千万元") == (1.25e9, "accurate"), "digits and units by turns are read otherwise now"
assert all(told(amount)[0] > 1.8 * right for amount, right in mixed.items()), "not every such amount is doubled now"
assert found["text"] == "6亿5千万元" and float(found["detail"]["num"]) == 1.25e9, "a sentence is read otherwise now"
PY
