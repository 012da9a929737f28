"""What stands on the first page because two accounts may be one person's, and one of the two waits for a person."""

from __future__ import annotations

from bot.actions import merging as accounts
from bot.actions.finding import number_of
from console.desk import Reading
from console.todo import Section, Todo, section
from storage.people import Person


def to_agree_to(look: Reading) -> Section | None:
    """For a lead: what a coordinator would like to put together."""
    found = accounts.that_wait(look.scene)
    rows = [Todo(_both(*pair), f"/people/{pair[0].id}/same/{pair[1].id}", "Look", asked) for pair, asked in found]
    return section("Are these one person?", rows, "") if rows else None


def agreed(look: Reading) -> Section | None:
    """For a coordinator: what a lead has agreed to, and nobody has done yet."""
    rows = [
        Todo(_both(*pair), f"/people/{pair[0].id}/merge?other={number_of(pair[1].number)}", "Put them together", at)
        for pair, at in accounts.that_are_agreed(look.scene)
    ]
    return section("One person, a lead has agreed", rows, "") if rows else None


def _both(one: Person, other: Person) -> str:
    return " and ".join(f"{each.name or 'Somebody'}, {number_of(each.number)}" for each in (one, other))
