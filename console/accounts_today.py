"""What stands on the first page because of accounts: two may be one person's, and one of the two waits for a person;
or somebody else may have signed in with one."""

from __future__ import annotations

from bot.actions import merging as accounts
from bot.actions import signing_in
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


def not_them(look: Reading) -> Section | None:
    """For an admin: somebody of the team said that it was not they who signed in."""
    rows = [
        Todo(f"{one.name or 'Somebody'}, {number_of(one.number)}", "/log?of=signing_in", "Look at the log", at)
        for one, at in signing_in.not_them_lately(look.scene)
    ]
    return section("Somebody signed in, and these say that it was not they", rows, "") if rows else None


def _both(one: Person, other: Person) -> str:
    return " and ".join(f"{each.name or 'Somebody'}, {number_of(each.number)}" for each in (one, other))
