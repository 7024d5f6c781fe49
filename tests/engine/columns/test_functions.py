"""Every function of the language has a column form beside its scalar form."""

from __future__ import annotations

import pytest

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.functions import COLUMNS
from kinerja_admin.engine.functions import FUNCTIONS
from kinerja_admin.engine.reader.rules import ERROR_CODES


def test_no_function_without_a_column_form():
    assert set(COLUMNS) == set(FUNCTIONS)


def test_no_error_without_a_code():
    assert {*faults.CODES[1:], "CHECK_FAILED"} == set(ERROR_CODES)


@pytest.mark.parametrize("step", [0, 1, 999])
def test_a_fault_remembers_its_code_and_its_step(step: int):
    for number, code in enumerate(faults.CODES[1:], start=1):
        fault = int(faults.fault_of(number, step))
        assert (faults.code_of(fault), faults.step_of(fault)) == (code, step)
    assert faults.step_of(int(faults.fault_of(faults.LIMIT))) is None
