"""What people say in one language, and the hint when what they said is no answer."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Self, get_args, get_origin

# Each hint that NotAnAnswer can carry, with the values that fill its wording.
HINTS: Mapping[str, tuple[str, ...]] = {
    "old_button": (),
    "empty_answer": (),
    "no_voice_here": (),
    "no_link_here": (),
    "not_an_option": ("options",),
    "which_one": ("options",),
    "some_not_understood": ("understood", "rest"),
    "too_long": ("limit", "length"),
    "not_a_number": ("least", "most"),
    "not_a_whole_number": ("least", "most"),
    "number_out_of_range": ("least", "most"),
    "not_a_day": (),
    "day_too_early": ("day", "earliest"),
    "day_past": ("day", "earliest"),
    "day_too_late": ("day", "latest"),
    "not_a_time": (),
    "one_time_only": ("first", "second"),
    "not_a_moment": (),
    "which_time": ("day",),
    "which_day": ("time",),
    "two_times": (),
    "no_such_day": ("day",),
    "weekday_differs": ("day", "said"),
    "moment_past": ("when",),
    "moment_too_far": ("when",),
}


class NotAnAnswer(Exception):
    """What the person sent does not answer the question; `hint` is the key of the wording that says what to do next."""

    def __init__(self, hint: str, **values: str) -> None:
        super().__init__(hint)
        self.hint = hint
        self.values: Mapping[str, str] = values


@dataclass(frozen=True, slots=True, eq=False)  # one per language, told apart by identity: caches are kept by it
class Words:
    """What people say in one language, as its language file lists it; `words.toml` explains each list."""

    language: str
    day_shown: str
    comma: str
    yes: tuple[str, ...]
    agreeing: tuple[str, ...]
    no: tuple[str, ...]
    unsure: tuple[str, ...]
    unclear: tuple[str, ...]
    none: tuple[str, ...]
    all: tuple[str, ...]
    negations: tuple[str, ...]
    conditions: tuple[str, ...]
    fillers: tuple[str, ...]
    joiners: tuple[str, ...]
    either: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    oclock: tuple[str, ...]
    half_past: tuple[str, ...]
    quarter_past: tuple[str, ...]
    quarter_to: tuple[str, ...]
    past: tuple[str, ...]
    to: tuple[str, ...]
    days: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekend: tuple[str, ...]
    every_day: tuple[str, ...]
    spans: tuple[str, ...]
    months: tuple[str, ...]
    week_later: tuple[str, ...]
    fortnight_later: tuple[str, ...]
    next_week: tuple[str, ...]
    later_today: tuple[str, ...]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    contractions: Mapping[str, str]
    dates: Mapping[str, str]
    multiples: tuple[str, ...] = ()  # a language whose numbers we read only as digits may leave it out
    courtesies: tuple[str, ...] = ()
    tongues: Mapping[str, str] = field(default_factory=dict)  # what people call each language, and its code
    telling: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def naming_nobody(self) -> tuple[str, ...]:
        """What is an answer to something else, where somebody is to be named: the courtesies that are nobody's name."""
        return tuple(one for one in self.courtesies if one not in self.names)

    @property
    def naming_nothing(self) -> tuple[str, ...]:
        """What is an answer to something else, where something is to be named."""
        return (*self.courtesies, *self.yes, *self.agreeing, *self.no, *self.unsure, *self.unclear)

    @classmethod
    def from_mapping(cls, data: Mapping[str, object]) -> Self:
        """The words of a language file's [words] table. Raises ValueError naming the key that is missing or wrong."""
        wanted: dict[str, Any] = {each.name: each.type for each in fields(cls)}
        needed = {each.name for each in fields(cls) if each.default is MISSING and each.default_factory is MISSING}
        for problem, keys in (("missing", needed - data.keys()), ("unknown", data.keys() - wanted.keys())):
            if keys:
                raise ValueError(f"words: {problem} {', '.join(sorted(keys))}")
        checked: dict[str, Any] = {name: _checked(name, wanted[name], value) for name, value in data.items()}
        words = cls(**checked)
        if (len(words.days), len(words.months)) != (7, 12):
            raise ValueError("words: days needs seven names, Monday first, and months needs twelve")
        return words


def _checked(name: str, kind: Any, value: object) -> object:
    """The value as the type that a field of Words has: str, tuple of str, or mapping of str to int."""
    if kind is str and isinstance(value, str):
        return value
    if get_origin(kind) is tuple and isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    item = get_args(kind)[1] if get_origin(kind) is Mapping else None
    if item and isinstance(value, Mapping) and all(type(each) is item for each in value.values()):
        return {str(word): each for word, each in value.items()}
    raise ValueError(f"words: {name} is not a {'text' if kind is str else kind}")
