"""Form fields that read what Indonesian offices write: both number forms, days, times, words, rows of other tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from wtforms import DateTimeLocalField, Field, SelectField, StringField, ValidationError
from wtforms.widgets import TextInput, html_params

from kinerja_admin.admin.columns import ZONE, shown_decimals
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.errors import KinerjaError
from kinerja_admin.locale import parse_number

_GROUP = 3
"""As many digits stand between two thousands separators."""


class NumberField(StringField):
    """A number in Indonesian or English form; whole unless decimals are declared."""

    widget = TextInput()

    def __init__(self, *args: Any, decimals: int = 0, grouped: bool = True, **kwargs: Any) -> None:
        """Remember how many decimals the column keeps, and whether thousands are set apart when shown."""
        super().__init__(*args, **kwargs)
        self.decimals = decimals
        self.grouped = grouped

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; what cannot be read stays in the field as it was typed."""
        self.data: Any = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            number = parse_number(text, whole=self.decimals == 0)
        except KinerjaError as error:
            words = current_words().problem(error.as_problem())
            raise ValueError(f"{words.message} {words.hint}".strip()) from None
        if self.decimals and -int(number.normalize().as_tuple().exponent) > self.decimals:
            raise ValueError(say("At most {n} decimals.", n=self.decimals))
        self.data = number if self.decimals else int(number)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        if not self.grouped:
            return str(self.data)
        places = shown_decimals(self.decimals) if isinstance(self.data, Decimal) else None
        if places is None and isinstance(self.data, Decimal) and self.data.normalize().as_tuple().exponent == -_GROUP:
            places = _GROUP + 1  # "9,375" could be nine thousand when it comes back
        return current_words().number(self.data, places)


class MomentField(DateTimeLocalField):
    """A day and a time of day, written and read in local time, kept in UTC."""

    def process_data(self, value: Any) -> None:
        """Show the stored moment as local time."""
        super().process_data(value.astimezone(ZONE).replace(tzinfo=None) if isinstance(value, datetime) else value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the local time as a moment."""
        super().process_formdata(valuelist)
        if isinstance(self.data, datetime) and self.data.tzinfo is None:
            self.data = self.data.replace(tzinfo=ZONE)


class WordField(SelectField):
    """One of a closed list; the empty choice means none."""

    def __init__(self, *args: Any, words: Mapping[str, str], is_required: bool, **kwargs: Any) -> None:
        """Offer the words with their labels, after an empty choice."""
        kwargs["choices"] = [("", "—"), *words.items()]
        super().__init__(*args, **kwargs)
        self.is_required = is_required

    def process_formdata(self, valuelist: list[Any]) -> None:
        """An empty choice is no value."""
        self.data: Any = str(valuelist[0]) if valuelist and valuelist[0] else None

    def process_data(self, value: Any) -> None:
        """Keep None, which the base class would turn into a text."""
        self.data = None if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if self.data is not None:
            super().pre_validate(form)


class FlagField(WordField):
    """Yes or no, or not known where the column may be empty."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read yes or no."""
        super().process_formdata(valuelist)
        if self.data in {"true", "false"}:
            self.data = self.data == "true"

    def process_data(self, value: Any) -> None:
        """Keep the truth value."""
        self.data = value

    def pre_validate(self, form: Any) -> None:
        """Refuse what is neither."""
        if self.data is not None and not isinstance(self.data, bool):
            raise ValidationError(self.gettext("Not a valid choice."))

    def iter_choices(self) -> Any:
        """Mark the present value."""
        for value, label, *_ in super().iter_choices():
            chosen = value == ("" if self.data is None else str(self.data).lower())
            yield value, label, chosen, {}


class LookupWidget:
    """A text field that looks rows up while one types, beside the hidden key of the row that was chosen."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """Both inputs and the empty list that the script fills."""
        shown = {
            "type": "text",
            "role": "combobox",
            "autocomplete": "off",
            "aria-expanded": "false",
            "aria-autocomplete": "list",
            "aria-controls": f"{field.id}-choices",
            "data-lookup": field.lookup_url,
            "class": attributes.pop("class_", "form-control"),
            "id": field.id,
            "value": field.chosen_label,
            "placeholder": say("Type to search"),
            **attributes,
        }
        hidden = {"type": "hidden", "name": field.name, "value": "" if field.data is None else str(field.data)}
        return Markup('<div class="lookup"><input {}><input {}><ul {}></ul></div>').format(
            Markup(html_params(**shown)),  # noqa: S704 - html_params escapes names and values
            Markup(html_params(**hidden)),  # noqa: S704 - as above
            Markup(html_params(id=f"{field.id}-choices", role="listbox", hidden=True)),  # noqa: S704 - as above
        )


class LookupField(Field):
    """The key of a row of another table; whether it exists for the person is asked when it is saved."""

    widget = LookupWidget()

    def __init__(self, *args: Any, lookup_url: str = "", chosen_label: str = "", **kwargs: Any) -> None:
        """Remember where rows are looked up, and how the present one is called."""
        super().__init__(*args, **kwargs)
        self.lookup_url = lookup_url
        self.chosen_label = chosen_label

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the key as it was posted; an empty one is no row."""
        self.data = str(valuelist[0]).strip() or None if valuelist else None


class Translations:
    """WTForms' own messages, said in the language of the page."""

    def gettext(self, string: str) -> str:
        """One message; its ``%(name)s`` are filled in by WTForms."""
        return say(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """A counted message."""
        return say(singular if n == 1 else plural)


class Meta:
    """What every generated form has in common."""

    def get_translations(self, _form: Any) -> Translations:
        """Use our catalogue: WTForms ships none for Indonesian."""
        return Translations()


def first_error(errors: Sequence[Any]) -> str:
    """The one message worth showing under a field."""
    return str(errors[0]) if errors else ""
