"""Sentences that somebody was asked for or said yes to: listed for them, and followed when they correct the answer."""

from __future__ import annotations

from typing import Any

from bot.actions import quoting
from bot.actions.quoting import STANDS
from bot.chat.scene import Scene
from storage import quotations
from storage.quotations import Quotation

SHOWN = 10


def standing(scene: Scene) -> dict[str, Any]:
    """What they said yes to: the `ids`, newest first, and in `lines` each sentence with where and under which name; or
    that it is not used, where something else that they decided keeps it back."""
    found = [one for one in quotations.of_person(scene.tx, scene.person.id) if one.state in STANDS and one.still_said]
    lines = [_line(scene, place, one) for place, one in enumerate(found[:SHOWN], start=1)]
    return {"ids": [one.id for one in found[:SHOWN]], "lines": "\n\n".join(lines)}


def _line(scene: Scene, number: int, one: Quotation) -> str:
    stands = quotations.granted(scene.tx, quotation_id=one.id)
    told = {"number": number, "words": one.as_it_stands, "place": one.place, "name": one.attribution}
    return scene.voice.says("myquotes", "line" if stands else "line_held", told)


def corrected_away(scene: Scene) -> bool:
    """Sentences that they have corrected away are not asked for and not used. Whether that is news to them: they were
    asked, or had said yes."""
    found = quotations.not_said_any_more(scene.tx, scene.person.id)
    return any([quoting.not_said_any_more(scene, one) for one in found])


def corrected(scene: Scene, old_answer_id: str) -> bool:
    """Another answer stands in the place of this one. A sentence that stands in it too is from that one from now on;
    any other is not asked for and not used. Whether that is news to its author: they were asked, or had said yes."""
    ended = []
    for one in quotations.of_answer(scene.tx, old_answer_id):
        if one.still_said:
            quotations.follow(scene.tx, one.id, one.answer_id)
        else:
            ended.append(quoting.not_said_any_more(scene, one))
    return any(ended)
