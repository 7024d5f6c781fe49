"""The catalogue of reports: one entry each, from which page, files and choice follow by themselves.

A new report is one more :class:`Report` in one of the ``about_…`` files, with the query that answers it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_admin.services.reports.about_duties import DUTIES
from kinerja_admin.services.reports.about_goals import GOALS
from kinerja_admin.services.reports.about_innovation import INNOVATION
from kinerja_admin.services.reports.about_invitations import INVITATIONS
from kinerja_admin.services.reports.about_learning import LEARNING
from kinerja_admin.services.reports.about_performance import PERFORMANCE
from kinerja_admin.services.reports.about_positions import POSITIONS
from kinerja_admin.services.reports.about_raters import RATERS
from kinerja_admin.services.reports.about_rewards import REWARDS
from kinerja_admin.services.reports.about_services import SERVICES
from kinerja_admin.services.reports.about_socialisation import SOCIALISATION
from kinerja_admin.services.reports.about_training import TRAINING
from kinerja_admin.services.reports.making import Table, Told, make
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role
from kinerja_admin.services.reports.telling import HIDDEN, Hidden

__all__ = [
    "HIDDEN",
    "REPORTS",
    "Chart",
    "Column",
    "Hidden",
    "Line",
    "Question",
    "Report",
    "Role",
    "Table",
    "Told",
    "make",
]

REPORTS: Mapping[str, Report] = {
    report.name: report
    for report in (
        *DUTIES, *PERFORMANCE, *RATERS, *GOALS, *SERVICES, *TRAINING, *INVITATIONS, *LEARNING, *SOCIALISATION,
        *REWARDS, *POSITIONS, *INNOVATION,
    )
}  # fmt: skip
"""Every report by its address, in the order in which the catalogue shows them."""
