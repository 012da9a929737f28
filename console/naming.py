"""Somebody typed into a form by name or number: who that is, or the ones it may be, to choose from."""

from __future__ import annotations

from bot.actions import finding
from bot.actions.finding import number_of
from bot.rules.beginnings import cut
from console.desk import Reading
from console.forms import Form
from storage import people
from storage.directory import Listed

MOST = 8  # to choose from
ITSELF = "That is the account whose page this is. Type the number or the name of the other one."


def somebody(
    look: Reading,
    form: Form,
    name: str,
    missing: str,
    *,
    role: str = "",
    besides: str = "",
    joining_too: bool = False,
) -> str:
    """The id of whoever the field names, of this role if one is given; '' with an error, and with choices where the
    words may mean several. Chosen from those, it is whoever was chosen. It is never who is `besides`, and
    with `joining_too` also whoever is on the way in."""
    chosen = form[f"{name}_id"]
    if chosen and (not role or role in people.roles_of(look.tx, chosen)):
        person = people.by_id(look.tx, chosen)
        if person is not None and (joining_too or person.joined_at is not None):
            form.values[name] = person.name
            return person.id
    words = form.text(name, missing, most=100)
    if not words:
        return ""
    found = finding.find(look.tx, words, role=role, without=(besides,) if besides else (), joining_too=joining_too)
    if found.how == "sure":
        return found.people[0].id
    near = found.people or (finding.nearest(look.tx, words, role) if found.how == "none" else [])
    form.choices[name] = {one.id: label_of(one) for one in near[:MOST]}
    form.wrong_as_any(name, _which(found.how, near))
    return ""


def on_lines(look: Reading, form: Form, name: str, typed: str, most: int) -> list[str]:
    """The ids of whoever stands on a line each of what was typed into a field, of so many lines; who is not known, or
    may be several, is said there with the number of the line."""
    lines = [(number, line.strip()) for number, line in enumerate(typed.split("\n"), start=1) if line.strip()][:most]
    found = [(number, line, finding.find(look.tx, line)) for number, line in lines]
    unsure = [f"{cut(line)} (line {number})" for number, line, match in found if match.how != "sure"]
    if unsure:
        which = "; ".join(unsure[:MOST]) + ("; and more" if len(unsure) > MOST else "")
        form.wrong(name, f"Who is meant by: {which}? Type the whole name, or a number such as P-007.")
    return list(dict.fromkeys(match.people[0].id for _, _, match in found if match.how == "sure"))


def lines_of(typed: str) -> list[str]:
    """What stands on a line each, without lines of nothing."""
    return [line.strip() for line in typed.split("\n") if line.strip()]


def label_of(one: Listed) -> str:
    """How somebody is told from others: name, pronouns and number."""
    said = ", ".join(part for part in (one.name, one.pronouns, number_of(one.number)) if part)
    return f"{said} (a test person)" if one.is_test else said


def _which(how: finding.How, people_found: list[Listed]) -> str:
    if len(people_found) > 1:
        return "Choose which of these you mean, or type more of the name."
    if people_found:
        return "Choose this one if that is who you mean, or type the name again."
    if how == "left_out":
        return ITSELF
    if how == "other_part":
        return "Somebody of this name is here, but not in this part of the programme. Type another name."
    return "Nobody of this name has joined. Look at how it is spelt, or type a number, such as P-007."
