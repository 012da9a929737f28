"""What our pages call the fields of their forms, and what stands in such a field, read from the templates themselves.

It is wanted where a form came and its page cannot be shown any more: what was typed is told as that page told it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

TYPED, CHOSEN = ("field", "area", "somebody"), ("radios", "checkboxes", "select")
FOLDER = Path(__file__).parent / "templates"
_DOES = re.compile(r'/([a-z-]+)"')
_BY_HAND = re.compile(r'<label [^>]*for="(\w+)">([^<{]+)</label>')


@dataclass(frozen=True, slots=True)
class Field:
    """A field as its page has it: its label, '' where that is made anew each time; whether something is chosen in it,
    and what the page calls what can be, as far as that does not change."""

    label: str
    is_chosen: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fields:
    """Those of one template, by name; `does` are the last words of the addresses to which its forms go."""

    template: str
    does: frozenset[str]
    by_name: Mapping[str, Field]


def fields_like(names: Collection[str], path: str) -> Fields:
    """Of the template that has most of these fields, of such ones one that sends forms to such an address, and of
    those the one with the fewest others."""
    act = path.rpartition("/")[2]
    return max(pages(), key=lambda one: (len({*names} & {*one.by_name}), act in one.does, -len(one.by_name)))


@cache
def pages() -> Sequence[Fields]:
    """Every template."""
    return [of_template(path) for path in sorted(FOLDER.glob("*.html"))]


@cache
def of_template(path: Path) -> Fields:
    """The fields of this one, read once."""
    source = path.read_text()
    by_name = {name: Field(label.strip()) for name, label in _BY_HAND.findall(source)}
    if "ui." in source:
        by_name |= dict(_fields(Environment(autoescape=True).parse(source)))
    return Fields(path.name, frozenset(_DOES.findall(source)), by_name)


def _fields(template: nodes.Template) -> Iterator[tuple[str, Field]]:
    for call in template.find_all(nodes.Call):
        macro = call.node
        if not isinstance(macro, nodes.Getattr) or not isinstance(macro.node, nodes.Name) or macro.node.name != "ui":
            continue
        told = [_constant(one) for one in call.args]
        if macro.attr == "organisation":
            yield "organisation", Field("Organisation")
            yield "organisation_id", Field("", is_chosen=True)
        elif macro.attr in (*TYPED, *CHOSEN) and isinstance(told[1], str):
            label, options = told[2] if isinstance(told[2], str) else "", told[3] if len(told) > 3 else {}
            chosen = macro.attr in CHOSEN
            yield told[1], Field(label, chosen, options if chosen and isinstance(options, dict) else {})
            if macro.attr == "somebody":
                yield f"{told[1]}_id", Field("", is_chosen=True)


def _constant(one: nodes.Expr) -> object:
    """None of what a page makes anew each time."""
    try:
        return one.as_const()
    except nodes.Impossible:
        return None
