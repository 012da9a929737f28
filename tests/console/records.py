"""One of each thing that the pages of the console are about."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import merging, pairing
from bot.wording import publishing
from bot.wording.publishing import Work
from console import invite_list, thought_new
from console import invites as console_invites
from console.forms import Form
from storage import (
    audit,
    concern_lists,
    concerns,
    exports,
    groups,
    handles,
    invites,
    nudges,
    organisations,
    people,
    prompts,
    reports,
    second_steps,
    sessions,
    text_versions,
)
from storage.database import Transaction
from storage.people import Person
from tests.console import answered, heard, offered
from tests.console.office import SECRET, TEXTS, Browser, Office

MINUTE = timedelta(minutes=1)
# Of the pages with a look at what was typed: what it is about, and what that was.
LOOKS = {
    "/help-cards/{nation}/look": ("card wales", {"line": "samaritans", "number": "116 124"}),
    "/invites/again": (console_invites.ABOUT, {"name": "Una", "role": "leader"}),
    "/thoughts/look": (thought_new.ABOUT, {"words": "Who listened?", "theme": "power", "stage": "any"}),
    "/organisations/look": ("organisation ", {"name": "Southfield"}),
    "/organisations/{organisation}/look": ("organisation {organisation}", {"name": "Southfield"}),
    "/people/{with_concern}/organisation": ("organisation of {with_concern}", {"organisation": "Southfield"}),
    "/invites/list": (invite_list.ABOUT, {"lines": "name,role\nUna,leader\nAna Jones,leader\n"}),
}


class Records:
    """What the pages are about, by what stands in the braces of the table."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ids: dict[str, str] = {}

    async def fill(self) -> None:
        met = {name: await self.office.hire(role, name) for name, role in PEOPLE.items()}
        self.ids |= await self.office.do(lambda tx: _records(tx, self.office, met))
        other = await self.office.sign_in(await self.office.hire("coordinator", "Dora"))
        assert other.who is not None
        rows = await self.office.rows("SELECT id FROM sign_ins WHERE person_id = :id", id=other.who.id)
        self.ids |= {
            "another": rows[0]["id"],
            "staff": other.who.id,
            "with_app": other.who.id,
            "their_role": "coordinator",
        }
        now, dora = self.office.clock.now(), other.who.id
        self.ids |= await self.office.do(lambda tx: offered.records(tx, now, met, dora))
        await self.office.do(lambda tx: second_steps.begin(tx, now, self.ids["with_app"], SECRET))
        self.ids |= await self.office.do(lambda tx: heard.fill(tx, now, self.ids, self.ids["staff"]))
        self.ids["anothers_export"] = await self.office.do(lambda tx: _export(tx, now, self.ids["staff"]))

    async def path(self, path: str, browser: Browser | None) -> str:
        own = ""
        if browser is not None and browser.who is not None:
            rows = await self.office.rows("SELECT id FROM sign_ins WHERE person_id = :id", id=browser.who.id)
            own = rows[0]["id"]
        talk = await self._own_talk(browser) if "{own_thread}" in path else ""
        ids = self.ids | await self._as_named_to(browser) if "{" in path else {}
        where = path.format(**ids, own=own, own_thread=talk) if "{" in path else path
        if path not in LOOKS:
            return where
        about, typed = LOOKS[path]
        return f"{where}?look={await self._look(own, about.format(**self.ids), typed)}"

    async def _as_named_to(self, browser: Browser | None) -> dict[str, str]:
        """What stands for answers in the addresses of somebody who gets them without a name."""
        if browser is None or browser.who is None:
            return {}
        rows = await self.office.rows("SELECT role FROM roles WHERE person_id = :id", id=browser.who.id)
        if [row["role"] for row in rows] != ["learning-partner"]:
            return {}
        now, answers = self.office.clock.now(), [name for name in OF_ANSWERS if name in self.ids]
        return await self.office.do(lambda tx: {name: handles.of(tx, now, self.ids[name]) for name in answers})

    async def _look(self, own: str, about: str, typed: dict[str, str]) -> str:
        """Something that is looked at once more, by whoever looks; by whoever came last where nobody is named."""
        if not own:
            own = (await self.office.rows("SELECT MAX(id) AS id FROM sign_ins"))[0]["id"]
        return self.office.desk.looks.keep(own, about, Form(typed))

    async def _own_talk(self, browser: Browser | None) -> str:
        """A talk of whoever looks; of the coordinator who came last where nobody is named."""
        rows = await self.office.rows("SELECT MAX(person_id) AS id FROM roles WHERE role = 'coordinator'")
        mine = browser.who.id if browser is not None and browser.who is not None else rows[0]["id"]
        now, ids = self.office.clock.now(), self.ids
        asks = (now, ids["opportunity"], ids["without_concern"], mine, "May I bring somebody?")
        return await self.office.do(lambda tx: offered.question(tx, *asks))


OF_ANSWERS = ("answer", "answer_for_the_team", "private", "spoken")
PEOPLE = {"Ana": "partner", "Eve": "partner", "Ben": "leader", "Gia": "partner", "Hal": "partner"}
PEOPLE |= {"Ivy": "partner", "Jon": "partner", "Kim": "coordinator"}


def _records(tx: Transaction, office: Office, met: dict[str, Person]) -> dict[str, str]:
    now, on_web = office.clock.now(), people.meet_without_telegram(tx, office.clock.now(), timezone="Europe/London")
    people.joined(tx, now, on_web.id)
    concern = concerns.raise_(tx, now, met["Ana"].id, None, "contact_me")
    audit.note(tx, now, actor=met["Kim"].id, action=merging.ASKED, about=met["Ana"].id, detail=met["Eve"].id)
    to_take, of_another = (concerns.raise_(tx, now, met[who].id, None, "contact_me") for who in ("Ivy", "Jon"))
    concerns.take(tx, now, of_another, met["Kim"].id)
    made = pairing.propose(tx, now, partner_id=met["Ana"].id, leader_id=met["Ben"].id, from_on=now.date())
    session = sessions.plan(tx, now, pairing_id=made.id, starts_at=now + MINUTE, timezone="Europe/London")
    about = {"person_id": met["Ana"].id, "kind": "session_changed", "about": session.id}
    nudges.plan(tx, now, **about, due_at=now, useful_until=now + MINUTE)
    people.pause(tx, now, met["Hal"].id)
    unheard = {"person_id": met["Hal"].id, "kind": "session_planned", "about": session.id}
    nudges.plan(tx, now, **unheard, due_at=now, useful_until=now + MINUTE)
    group = groups.form(tx, now, name="Circle", members=[met["Ana"].id, met["Eve"].id])
    for _ in range(2):
        invites.make(tx, now, role="admin", made_by=met["Kim"].id, waits=True)
    to_agree_to, to_refuse = (one.id for one in invites.open_now(tx, now))
    invites.make(tx, now, role="partner")
    invites.make(tx, now, role="leader", label="Una")
    drafted = Work(tx, now, met["Gia"].id, "reflect.why", "en")
    publishing.draft(drafted, "A thought can help. Only you see what you write.")
    crisis = [Work(tx, now, met["Gia"].id, "help_now.and_a_person", language) for language in ("en", "easy")]
    for one in crisis:
        publishing.draft(one, "If you would like a person, tap Talk to a person.")
        for draft in text_versions.opened(tx):
            publishing.publish(one, TEXTS, draft.id)
    waiting = [one.id for one in text_versions.opened(tx) if one.state == "asked"]
    return {
        "nation": "wales",
        "concern": concern,
        "to_take": to_take,
        "of_another": of_another,
        "with_concern": met["Ana"].id,
        "leader": met["Ben"].id,
        **{name: _report(tx, now, met["Ana"].id) for name in ("report", "thrown_away")},
        "section": "heard",
        "raised": concern_lists.still_open(tx)[0].id,
        "without_concern": met["Eve"].id,
        "paused_by_themselves": met["Hal"].id,
        "paused": met["Gia"].id,
        "on_web": on_web.id,
        "pairing": made.id,
        "session": session.id,
        "figure": "sessions",
        "talk": "after_session",
        "group": group,
        "to_agree_to": to_agree_to,
        "to_refuse": to_refuse,
        "invite": invites.open_now(tx, now)[0].id,
        "organisation": organisations.named(tx, now, "Northfield"),
        "text": drafted.address,
        "language": drafted.language,
        "waiting": waiting[0],
        "waiting_too": waiting[1],
        "thought": "silence",
        "suggested": prompts.suggest(tx, now, "What would you ask?", "en", met["Ana"].id),
        **answered.fill(tx, now, met["Ana"].id, met["Eve"].id, session.id),
    }


def _report(tx: Transaction, now: datetime, whose: str) -> str:
    made = reports.begin(tx, now, title="Spring", from_on=now.date(), until_on=now.date(), made_by=whose)
    reports.arrange(tx, now, made, ["heard", "method"])
    return made


def _export(tx: Transaction, now: datetime, whose: str) -> str:
    asked = {"kind": "people", "format": "csv", "about": "", "purpose": "Trying", "all_rows": 1}
    return exports.ask(tx, now, whose, **asked)  # type: ignore[arg-type]
