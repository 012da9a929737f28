"""The pages that look once more at what was typed: the form that leads to each, and what is typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

from benchmarks.plausible import NAMES, SURNAMES
from console.form_keys import KEY, page_key

GUESTS = 200  # people in the list that is sent


@dataclass(frozen=True)
class Typed:
    """The form stands where the page does, but for the end of the address."""

    page_ends: str
    form_ends: str
    fields: Mapping[str, str]

    def sent_to(self, path: str) -> str:
        return path.removesuffix(self.page_ends) + self.form_ends


def _names() -> list[str]:
    return [f"{name} {surname}" for name in NAMES for surname in SURNAMES][:GUESTS]


FORMS: Mapping[str, Typed] = {
    "/help-cards/{nation}/look": Typed("/look", "/correct", {"line": "samaritans", "number": "116 124"}),
    "/invites/again": Typed("/again", "", {"name": _names()[0], "role": "leader", "organisation": "Southfield"}),
    "/invites/list": Typed("", "", {"lines": "\n".join(["name,role", *(f"{one},leader" for one in _names())])}),
    "/organisations/look": Typed("/look", "", {"name": "Southfield"}),
    "/organisations/{organisation_id}/look": Typed("/look", "/rename", {"name": "Southfield"}),
    "/people/{person_id}/organisation": Typed("", "", {"organisation": "Southfield"}),
    "/thoughts/look": Typed("/look", "/new", {"words": "Who listened?", "theme": "power", "stage": "any"}),
}


async def look(client: httpx2.AsyncClient, path: str, typed: Typed, token: str) -> str:
    """Send the form as somebody who is signed in with this token; the path of the page that it leads to."""
    fields = {**typed.fields, KEY: page_key(token)}
    answer = await client.post(typed.sent_to(path), data=fields, headers={"cookie": f"voices-console={token}"})
    return answer.headers.get("location", path).removeprefix(client.base_url.path.rstrip("/"))
