"""The registry: which versions of which policies there are, which are in force, and how a version gets there.

Reading: :func:`in_force`, :func:`require_in_force`, :func:`provider_in_force`, :func:`policies_in_force`,
:func:`load_version`, :class:`RegistryShelf`. Writing: :func:`copy_as_draft`, :func:`bring_draft`, :func:`save_draft`.
Deciding: :func:`submit`, :func:`send_back`, :func:`approve`, :func:`publish`, :func:`withdraw`, :func:`activate_due`.
Exchanging: :func:`import_shelf`, :func:`export_versions`, :func:`status`.
"""

from kinerja_admin.engine.catalog import in_force as speaking
from kinerja_admin.engine.periods import parse_month as read_month
from kinerja_admin.services.registry.backdating import mark_of_months, months_touched
from kinerja_admin.services.registry.copying import Intent, completed
from kinerja_admin.services.registry.drafts import (
    EDITABLE,
    MOST_TEXT,
    Saved,
    bring_draft,
    copy_as_draft,
    draft_file,
    is_drastic,
    mark_of,
    save_draft,
)
from kinerja_admin.services.registry.events import ACTIONS, broken_at, history
from kinerja_admin.services.registry.exchange import (
    Drift,
    DriftLine,
    Imported,
    Outcome,
    decided_versions,
    export_versions,
    import_shelf,
    status,
)
from kinerja_admin.services.registry.force import (
    InForce,
    in_force,
    policies_in_force,
    provider_in_force,
    real_ends,
    require_in_force,
    running,
    this_month,
    today,
)
from kinerja_admin.services.registry.guards import (
    current_population,
    findings,
    findings_before_approval,
    has_opened_impact,
    note_impact_opened,
)
from kinerja_admin.services.registry.life import (
    Consequences,
    activate_due,
    approve,
    consequences_of_withdrawal,
    publish,
    send_back,
    settle,
    submit,
    withdraw,
)
from kinerja_admin.services.registry.rights import (
    APPROVER,
    DRAFT_READERS,
    WRITER,
    authors_of,
    find_named,
    find_version,
    is_author,
    may_read,
)
from kinerja_admin.services.registry.shelf import (
    OPEN,
    RUNNING,
    RegistryShelf,
    as_file,
    id_of,
    load_text,
    load_version,
)
from kinerja_admin.services.registry.texts import SavedText, saved_text, saved_texts

__all__ = [
    "ACTIONS",
    "APPROVER",
    "DRAFT_READERS",
    "EDITABLE",
    "MOST_TEXT",
    "OPEN",
    "RUNNING",
    "WRITER",
    "Consequences",
    "Drift",
    "DriftLine",
    "Imported",
    "InForce",
    "Intent",
    "Outcome",
    "RegistryShelf",
    "Saved",
    "SavedText",
    "activate_due",
    "approve",
    "as_file",
    "authors_of",
    "bring_draft",
    "broken_at",
    "completed",
    "consequences_of_withdrawal",
    "copy_as_draft",
    "current_population",
    "decided_versions",
    "draft_file",
    "export_versions",
    "find_named",
    "find_version",
    "findings",
    "findings_before_approval",
    "has_opened_impact",
    "history",
    "id_of",
    "import_shelf",
    "in_force",
    "is_author",
    "is_drastic",
    "load_text",
    "load_version",
    "mark_of",
    "mark_of_months",
    "may_read",
    "months_touched",
    "note_impact_opened",
    "policies_in_force",
    "provider_in_force",
    "publish",
    "read_month",
    "real_ends",
    "require_in_force",
    "running",
    "save_draft",
    "saved_text",
    "saved_texts",
    "send_back",
    "settle",
    "speaking",
    "status",
    "submit",
    "this_month",
    "today",
    "withdraw",
]
