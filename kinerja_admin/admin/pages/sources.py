"""What the sources of facts are called: records by what they mean, results of other policies by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_admin.admin.pages.naming import title_of
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.locale import Words
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services import registry
from kinerja_admin.services.runs.binding import RESULT
from kinerja_admin.services.sources import catalogue


def meanings(db: Session, region: str, policy: Policy | None, words: Words) -> Mapping[str, str]:
    """What each source means, by its name, in the reader's language."""
    is_english = words.language == "en"
    records = {one.name: (one.meaning_en if is_english and one.meaning_en else one.meaning) for one in catalogue()}
    return {**records, **dict(_results(db, region, policy))} if policy is not None else records


def _results(db: Session, region: str, policy: Policy) -> Iterator[tuple[str, str]]:
    """The results of other policies that one takes, as the newest running version calls them."""
    for source in {one.source for one in policy.inputs.values() if one.source.startswith(RESULT)}:
        _, name, output = source.split(".", 2)
        rows = registry.running(db, region, name) or registry.running(db, NATIONAL, name)
        provider = registry.load_version(db, rows[-1]).policy if rows else None
        label = provider.outputs[output].label if provider is not None and output in provider.outputs else ""
        title = title_of(provider) if provider is not None else as_words(name)
        yield source, say("“{label}” from {title}", label=label or as_words(output), title=title)
