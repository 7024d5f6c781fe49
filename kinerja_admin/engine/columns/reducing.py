"""SUM, AVERAGE, MIN, MAX and COUNT of one series: each person's elements become one value."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction

import numpy as np

from kinerja_admin.engine.columns import faults, segments
from kinerja_admin.engine.columns.amounts import FLOAT_MOST, UNIT_ROUNDOFF, Amount, Form, Number, constant
from kinerja_admin.engine.columns.approximations import approximation
from kinerja_admin.engine.columns.scene import Collection
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.columns.writer import Writer


class Reducer:
    """One series about to be reduced."""

    def __init__(self, writer: Writer, node: ast.expr) -> None:
        """Work the series out, element by element."""
        self.writer, self.scene, self.math, self.emit = writer, writer.scene, writer.math, writer.emit
        self.node = node
        self.name = writer.shape(node).each or ""
        self.collection: Collection = self.scene.collection(self.name)
        self.value = self.scene.lift(writer.maybe(node), self.name)

    # --- faults -------------------------------------------------------------------------------------------------------

    def _person(self, number: Number, fault: int | None = None) -> Value:
        """The result for each person, with what went wrong in the series first."""
        doubt = self.scene.any_of_person(self.value.doubt, self.name)
        return Value(Sort.NUMBER, number, fault=self.scene.first([self._fault(), fault]), doubt=doubt)

    def _fault(self) -> int | None:
        """The first fault of each person's elements; without any series the fault of having none."""
        found = self.scene.first_of_person(self.value.fault, self.name)
        if self.collection.bare is None:
            return found
        return self.scene.picked_fault(self.collection.bare, self._why_bare(), found)

    def _why_bare(self) -> int:
        """Why there is no series: the first name that runs along the collection says it."""
        names = [node for node in ast.walk(self.node) if isinstance(node, ast.Name)]
        result: int | None = None
        for part in sorted(names, key=lambda part: part.col_offset):
            if self.writer.runs_along(part) == self.name:
                step = self.scene.step(part.id)
                fault = step.person_fault if step else self._bare_input(part.id)
                result = self.scene.first([result, fault])
        last = self.scene.fault(faults.MISSING_INPUT)
        return last if result is None else self.emit(faults.first, result, last)

    def _bare_input(self, name: str) -> int | None:
        """A measure that does not apply is no reason; everything else that is not there is."""
        gone = self.scene.fault(faults.MISSING_INPUT)
        indicator = self.scene.prepared.policy.inputs[name].indicator
        applies = self.writer.applies(indicator) if indicator else None
        return gone if applies is None else self.writer.guarded(applies, gone)

    # --- results ------------------------------------------------------------------------------------------------------

    def count(self) -> Value:
        """How many elements are present; of conditions, how many are true."""
        value, bounds = self.value, self.collection.bounds
        mark: int | None = None
        if value.sort is Sort.TRUTH:
            mark = self.scene.full(self.writer.truth(value), self.name)
        if value.absent is not None:
            present = self.emit(np.logical_not, self.scene.full(value.absent, self.name))
            mark = present if mark is None else self.emit(np.logical_and, mark, present)
        place = self.emit(segments.lengths, bounds) if mark is None else self.emit(segments.counts, mark, bounds)
        return self._person(Number(Amount(place, 0, self.collection.longest)))

    def sum(self) -> Value:
        """The sum; of nothing 0."""
        number = self.value.amount
        if self.value.absent is not None:
            number = self.math.select(self.value.absent, constant(Fraction(0)), number)
        return self._person(Number(self._sum(number)))

    def average(self) -> Value:
        """The mean of those that are present."""
        from kinerja_admin.engine.columns.functions import mean  # noqa: PLC0415 - functions reduce series in turn

        count = replace(self.count(), fault=None, doubt=None)
        return mean(self.writer, self.sum(), count)

    def _sum(self, number: Number) -> Amount:
        amount = self._elements(number)
        longest = self.collection.longest
        low, high = min(amount.low * longest, 0), max(amount.high * longest, 0)
        place = self._full(amount)
        bounds = self.collection.bounds
        if amount.form is Form.NEAR:
            size = (amount.size + amount.error) * longest
            error = amount.error * longest + UNIT_ROUNDOFF * longest * size
            return approximation(self.emit(segments.separate_sums, place, bounds), low, high, amount.unit, error)
        if amount.form is Form.RATIONAL:
            finest = amount.finest**longest
            summed = self.emit(segments.separate_sums, place, bounds)
            return replace(amount, place=summed, low=low, high=high, finest=finest)
        form = self.math.form_for(low, high)
        if form is Form.NEAR:
            return self._sum(Number(self.math.near(amount, amount.unit)))
        place = place if form is amount.form else self.math.held(replace(amount, place=place), form)
        is_short = form is not Form.FLOAT or amount.size * self.collection.total <= FLOAT_MOST
        kernel = segments.sums if is_short else segments.separate_sums
        return Amount(self.emit(kernel, place, bounds), low, high, form, amount.unit)

    def extreme(self, call: ast.Call, *, highest: bool) -> Value:
        """The largest or smallest; of nothing MISSING_INPUT."""
        from kinerja_admin.engine.columns.functions import word_at  # noqa: PLC0415 - as above

        value = self.value
        is_word = value.sort is Sort.WORD
        number = self.writer.rank(self.writer.shape(call).vocabulary, value) if is_word else value.amount
        amount = self._elements(number)
        kernel = segments.largest if highest else segments.smallest
        filler = self.scene.draft.constant(float(amount.low) if amount.form in {Form.FLOAT, Form.NEAR} else amount.low)
        place = self.emit(kernel, self._full(amount), self.collection.bounds, filler)
        empty = self.emit(segments.are_empty, self.collection.bounds)
        fault = self.scene.fault_where(empty, faults.MISSING_INPUT)
        result = replace(self._person(Number(replace(amount, place=place)), fault), sort=value.sort)
        return word_at(self.writer, call, result, value.words) if is_word else result

    def _elements(self, number: Number) -> Amount:
        """A quotient as one column: a fraction, or an approximation."""
        if number.below is None:
            return number.top
        return self.math.rational(number) if self.math.wide else self.math.near_number(number, number.top.unit)

    def _full(self, amount: Amount) -> int:
        """The elements, also where they are the same for everybody."""
        place = amount.place if amount.place is not None else self.math.held(amount, amount.form)
        return self.scene.full(place, self.name)
