"""Records that are made quickly are the same as those that their own constructor makes."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, astuple, fields

import pytest

from mubiao import extract
from mubiao.model import Fact
from mubiao.records import in_order

TEXT = "2024年晋江市政府工作报告：地区生产总值增长6%左右，居全省第3位。"


def test_a_record_is_what_its_own_constructor_makes() -> None:
    made = in_order(Fact)
    for fact in extract(TEXT):
        values = [getattr(fact, field.name) for field in fields(Fact)]
        one = made(*values)
        assert type(one) is Fact
        assert one == Fact(*values) == fact and hash(one) == hash(fact)
        assert repr(one) == repr(fact) and pickle.loads(pickle.dumps(one)) == fact


def test_it_is_frozen_and_whole() -> None:
    (fact, *_) = extract(TEXT)
    with pytest.raises(FrozenInstanceError):
        fact.value = 1.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        in_order(Fact)(*astuple(fact)[:-1])
    with pytest.raises(TypeError):
        in_order(Fact)(*astuple(fact), None)


def test_the_fields_of_a_fact_stand_where_they_belong() -> None:
    """`fact_of` gives them in order: each is of its own kind."""
    for fact in extract(TEXT):
        assert fact.fact_id == f"{fact.document_id}-{fact.start}-{fact.end}"
        assert TEXT[fact.start : fact.end] == fact.printed
        assert fact.rule.startswith("quantities:") and 0 < fact.confidence <= 1
        assert fact.year == (fact.period_end.year if fact.period_end else None)
        assert fact.candidates == () and isinstance(fact.period_stated, bool)
