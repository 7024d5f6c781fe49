"""What a policy is: frozen data, as the reader leaves it and every evaluation takes it."""

from kinerja_admin.engine.policy.checks import Check, Example
from kinerja_admin.engine.policy.constants import (
    Band,
    Bands,
    Cells,
    Dated,
    Parameter,
    Table,
    TableForm,
    TableKey,
    value_at,
)
from kinerja_admin.engine.policy.facts import Absence, Indicator, Input
from kinerja_admin.engine.policy.identity import PolicyId, parse_policy_id
from kinerja_admin.engine.policy.law import Basis, Cite, Law, NotEncoded
from kinerja_admin.engine.policy.results import Listing, Output, SortKey
from kinerja_admin.engine.policy.shapes import Kind, Plain, Shape, Vocabulary
from kinerja_admin.engine.policy.steps import Case, Limit, Step
from kinerja_admin.engine.policy.whole import Bound, Change, Policy, Use

__all__ = [
    "Absence",
    "Band",
    "Bands",
    "Basis",
    "Bound",
    "Case",
    "Cells",
    "Change",
    "Check",
    "Cite",
    "Dated",
    "Example",
    "Indicator",
    "Input",
    "Kind",
    "Law",
    "Limit",
    "Listing",
    "NotEncoded",
    "Output",
    "Parameter",
    "Plain",
    "Policy",
    "PolicyId",
    "Shape",
    "SortKey",
    "Step",
    "Table",
    "TableForm",
    "TableKey",
    "Use",
    "Vocabulary",
    "parse_policy_id",
    "value_at",
]
