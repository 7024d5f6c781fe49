"""Cells and Arrow arrays → the arrays that an evaluation takes, and back; from Arrow without an object a cell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell

_PRECISION = 38
_FIRST_DAY = 719_163
"""1 January 1970 as a day of the calendar, from which Arrow counts."""

_PLAIN_TYPES = {"integer": pa.int64(), "date": pa.date32(), "condition": pa.bool_(), "text": pa.string()}


def given_of_cells(kind: str, cells: Iterable[Cell], *, is_series: bool) -> Given:
    """Cells of one kind as an array."""
    listed = list(cells)
    plain = _PLAIN_TYPES.get(kind)
    if plain is None:
        return given_of_arrow(kind, _decimals(listed, is_series=is_series))
    return given_of_arrow(kind, pa.array(listed, type=pa.list_(plain) if is_series else plain))


def _decimals(cells: list[Cell], *, is_series: bool) -> Any:
    """Decimals by the scale that Arrow finds in them; where whole numbers stand among them it finds none."""
    try:
        found = pa.array(cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return _decimals_one_by_one(cells, is_series=is_series)
    plain = found.type.value_type if pa.types.is_list(found.type) else found.type
    if not pa.types.is_decimal128(plain):
        return _decimals_one_by_one(cells, is_series=is_series)
    wide = pa.decimal128(_PRECISION, plain.scale)
    return found.cast(pa.list_(wide) if is_series else wide)


def _decimals_one_by_one(cells: list[Cell], *, is_series: bool) -> Any:
    atoms = chain.from_iterable(cell if isinstance(cell, tuple) else (cell,) for cell in cells)
    places = (max(0, -int(Decimal(str(atom)).as_tuple().exponent)) for atom in atoms if atom is not None)
    plain = pa.decimal128(_PRECISION, max(places, default=0))
    return pa.array(cells, type=pa.list_(plain) if is_series else plain)


def kind_of_arrow(array: Any) -> str:
    """The kind of what a query brought."""
    if pa.types.is_dictionary(array.type):
        return "text"
    return next(kind for kind, plain in _PLAIN_TYPES.items() if plain == array.type)


def given_of_arrow(kind: str, array: Any) -> Given:
    """An Arrow array as an evaluation takes it."""
    if pa.types.is_list(array.type):
        lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
        bounds = np.zeros(len(array) + 1, dtype=np.intp)
        np.cumsum(lengths, out=bounds[1:])
        flat = given_of_arrow(kind, array.flatten())
        bare = _nulls(array)
        return Given(flat.values, flat.decimals, flat.words, flat.missing, bounds, bare)
    missing = _nulls(array)
    if kind == "text":
        coded = array.dictionary_encode()
        codes = pc.fill_null(coded.indices, 0).to_numpy(zero_copy_only=False)
        return Given(codes.astype(np.intp), words=tuple(coded.dictionary.to_pylist()) or ("",), missing=missing)
    if kind == "decimal":
        return Given(_unscaled(array, missing), array.type.scale, missing=missing)
    if kind == "date":
        days = pc.fill_null(array.cast(pa.int32()), 0).to_numpy(zero_copy_only=False)
        return Given(days.astype(np.int64) + _FIRST_DAY, missing=missing)
    values = pc.fill_null(array, False if kind == "condition" else 0).to_numpy(zero_copy_only=False)
    return Given(values, missing=missing)


def _nulls(array: Any) -> Array | None:
    if not array.null_count:
        return None
    found: Array = array.is_null().to_numpy(zero_copy_only=False)
    return found


def _unscaled(array: Any, missing: Array | None) -> Array:
    """The whole numbers of decimals: two words each in Arrow, one where that holds them all."""
    if not len(array):
        return np.zeros(0, dtype=np.int64)
    words = np.frombuffer(array.buffers()[1], dtype=np.int64)[2 * array.offset : 2 * (array.offset + len(array))]
    low, high = words[::2], words[1::2]
    if missing is not None:
        low, high = np.where(missing, 0, low), np.where(missing, 0, high)
    if (high == low >> 63).all():
        return low
    whole = np.empty(len(array), dtype=object)
    whole[:] = [0 if one is None else int(Fraction(one) * 10**array.type.scale) for one in array.to_pylist()]
    return whole


def arrow_of(kind: str, given: Given) -> Any:
    """The array as Arrow writes it into files."""
    flat = _flat_arrow(kind, given)
    if given.bounds is None:
        return flat
    offsets = pa.array(given.bounds.astype(np.int32), mask=_mask_of_bare(given))
    return pa.ListArray.from_arrays(offsets, flat)


def _mask_of_bare(given: Given) -> Array | None:
    """Where an offset is missing there is no series."""
    return None if given.bare is None else np.append(given.bare, values=False)


def _flat_arrow(kind: str, given: Given) -> Any:
    if kind == "text":
        codes = pa.array(given.values.astype(np.int32), mask=given.missing)
        return pa.DictionaryArray.from_arrays(codes, pa.array(given.words, pa.string())).dictionary_decode()
    if kind == "date":
        return pa.array((given.values - _FIRST_DAY).astype(np.int32), mask=given.missing).cast(pa.date32())
    if kind == "decimal":
        return _scaled(given)
    return pa.array(given.values, type=_PLAIN_TYPES[kind], mask=given.missing)


def _scaled(given: Given) -> Any:
    plain = pa.decimal128(_PRECISION, given.decimals)
    if given.values.dtype == object:
        gone = given.missing if given.missing is not None else np.zeros(len(given.values), dtype=np.bool_)
        cells = zip(given.values.tolist(), gone.tolist(), strict=True)
        return pa.array([None if no else Decimal(f"{one}e-{given.decimals}") for one, no in cells], type=plain)
    words = np.empty(2 * len(given.values), dtype=np.int64)
    words[::2], words[1::2] = given.values, given.values.astype(np.int64) >> 63
    valid = None if given.missing is None else pa.py_buffer(np.packbits(~given.missing, bitorder="little"))
    return pa.Array.from_buffers(plain, len(given.values), [valid, pa.py_buffer(words)])
