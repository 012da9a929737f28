"""Readable: role by role, whose words may be read, with which name, and which of them need a reason."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from storage import (
    answers,
    beside,
    concern_history,
    concerns,
    consents,
    conversations,
    people,
    readable,
    reveals,
    searching,
    set_aside,
    words_read,
)
from storage.answers import Given
from storage.database import Database, Transaction
from storage.readable import Wanted
from storage.values import instant
from tests.databases import NOW
from tests.storage.test_commitments import meet

DAY = timedelta(days=1)
ROLES = ("coordinator", "safeguarding-lead", "learning-partner", "admin")
AGREED = {"partner": "take_part_health", "leader": "take_part"}


def join(tx: Transaction, telegram_id: int, role: str, *yes: str, is_test: bool = False) -> str:
    known = people.in_chat(tx, telegram_id)
    person = known or people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London")
    tx.run("UPDATE people SET name = :name, is_test = :test WHERE id = :id", name=role, test=is_test, id=person.id)
    tx.run("INSERT INTO roles VALUES (:id, :role, :now) ON CONFLICT DO NOTHING", id=person.id, role=role, now="")
    for purpose in (AGREED[role], *yes):
        decide(tx, person.id, purpose, "given")
    return person.id


def decide(tx: Transaction, person_id: str, purpose: str, decision: str) -> None:
    consents.note(
        *(tx, NOW, person_id),
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording="Do you agree?",
        language="en",
        how="chat",
    )


def say(
    tx: Transaction,
    person_id: str,
    kind: str = "say_more",
    question: str = "stayed",
    words: str = "She listened.",
    *,
    visible_to: str = "staff",
    about: str | None = None,
    value: object = None,
    days: int = 0,
) -> str:
    """An answer, in a talk of its own; its id."""
    at = NOW + days * DAY
    talk = conversations.begin(tx, at, person_id, kind, about=about)
    given = Given(question, value or words, words, f"{kind} to Ben?", "en", instant(at), visible_to, None, None, None)
    return answers.give(tx, at, person_id, talk.id, given)


def aside(tx: Transaction, person_id: str, visible_to: str = "staff") -> str:
    given = Given("", "By the way.", "By the way.", "", "en", instant(NOW), visible_to, None, None, None)
    return set_aside.keep(tx, NOW, person_id, given, None)


def told(tx: Transaction, role: str, answer_id: str) -> str:
    """How somebody with this role gets an answer: with the name, without it, sealed, or not at all."""
    found = readable.by_id(tx, (role,), answer_id)
    if found is None:
        return "-"
    return "sealed" if found.sealed else "named" if found.is_named else "nameless"


async def test_what_was_no_answer_to_a_question_of_joining_still_belongs_to_joining(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[str]]:
        who = join(tx, 9, "partner")
        talk = conversations.begin(tx, NOW, who, "onboarding_partner")
        wording = "Which language suits you best?"
        given = Given("language", "Hmm", "Hmm", wording, "en", instant(NOW), "staff", None, None, None)
        set_aside.keep(tx, NOW, who, given, talk.id)
        aside(tx, who)
        wanted = [Wanted(people=(who,), kinds=(kind,)) for kind in ("joining", "unasked")]
        return [[one.words for one in readable.find(tx, ("coordinator",), each, 9)] for each in wanted]

    assert await database.write(unit) == [["Hmm"], ["By the way."]]


NOBODY = ("-", "-", "-", "-")
TEAM = ("named", "-", "-", "-")
TABLE = [
    # whose,  the talk,          the question,   for whom,   coordinator, lead, learning partner, admin
    ("partner", "after_session", "heard", "staff", TEAM),
    ("learning", "after_session", "heard", "staff", ("named", "-", "nameless", "-")),
    ("concern", "after_session", "heard", "staff", ("named", "sealed", "-", "-")),
    ("partner", "reflect", "prompt_1", "me", NOBODY),
    ("concern", "reflect", "prompt_1", "me", NOBODY),
    ("learning", "reflect", "prompt_1", "me", NOBODY),
    ("partner", "reflect", "prompt_1", "staff", TEAM),
    ("learning", "reflect", "prompt_1", "staff", TEAM),
    ("partner", "reflect", "prompt_1", "leader", TEAM),
    ("concern", "reflect", "prompt_1", "leader", ("named", "sealed", "-", "-")),
    ("partner", "reflect", "prompt_1", "learning", TEAM),
    ("learning", "reflect", "prompt_1", "learning", ("named", "-", "nameless", "-")),
    ("learning", "reflect", "who_may_see", "staff", NOBODY),
    ("concern", "reveal", "mattered", "staff", ("sealed", "sealed", "-", "-")),
    ("learning", "reveal", "mattered", "staff", ("sealed", "-", "-", "-")),
    ("leader", "leader_feedback", "gain", "staff", TEAM),
    ("leader with a concern", "leader_feedback", "gain", "staff", TEAM),
    ("leader with a concern", "fit", "how_it_fits", "staff", ("named", "sealed", "-", "-")),
    ("leader", "onboarding_leader", "promise", "staff", TEAM),
    ("partner", "onboarding_partner", "experience", "staff", TEAM),
    ("learning", "onboarding_partner", "experience", "staff", TEAM),
    ("concern", "onboarding_partner", "preferred_name", "staff", NOBODY),
    ("concern", "onboarding_partner", "ethnicity", "figures", NOBODY),
    ("concern", "onboarding_partner", "hard_day", "me", NOBODY),
    ("concern", "person", "which_number", "staff", NOBODY),
    ("concern", "offer_person", "contact", "me", NOBODY),
    ("test", "after_session", "heard", "staff", TEAM),
    ("withdrawn", "after_session", "heard", "staff", NOBODY),
    ("withdrawn", "reflect", "prompt_1", "learning", NOBODY),
    ("no more learning", "after_session", "heard", "staff", TEAM),
]


def asked_for(tx: Transaction, number: int, whose: str, talk: str, question: str, to: str, words: str = "Yes.") -> str:
    """One line of the table as rows; the answer's id."""
    learning = ("share_learning",) if whose in ("learning", "test", "withdrawn", "no more learning") else ()
    role = "leader" if whose.startswith("leader") else "partner"
    person = join(tx, number, role, *learning, is_test=whose == "test")
    answer = say(tx, person, talk, question, words, visible_to=to)
    if "concern" in whose or whose == "withdrawn":
        concerns.raise_(tx, NOW, person, None, "contact_me")
    if whose == "withdrawn":
        decide(tx, person, "take_part_health", "withdrawn")
    if whose == "no more learning":
        decide(tx, person, "share_learning", "withdrawn")
    return answer


async def test_by_role_by_whose_and_by_what_it_is(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[object, ...]]:
        ids = [asked_for(tx, 500 + number, *line[:4]) for number, line in enumerate(TABLE)]
        return [(*line[:4], tuple(told(tx, role, one) for role in ROLES)) for line, one in zip(TABLE, ids, strict=True)]

    assert await database.write(unit) == TABLE


async def test_nobody_learns_of_a_word_that_stands_only_in_what_they_may_not_read(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        by_word = {}
        for number, line in enumerate(TABLE):
            word = f"wor{chr(ord('a') + number // 3) * (2 + number % 3 * 3)}pineapple"
            by_word[word] = asked_for(tx, 500 + number, *line[:4], words=word)
        for role in ROLES:
            may = {word for word, one in by_word.items() if told(tx, role, one) in ("named", "nameless")}
            reads = partial(words_read.of_these, tx, (role,))
            assert set(searching.spellings(tx, "wor", reads)) == may, role
            for word in by_word:
                for typed in (word, f"{word[:-3]}pel"):
                    found = searching.spellings(tx, typed, reads)
                    assert may.issuperset(found) and (word in found) == (word in may), (role, typed)

    await database.write(unit)


async def test_what_is_sealed_is_found_by_its_words_once_it_was_opened(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        lead, (ana, one) = ("safeguarding-lead",), with_concern(tx)
        for opened, ids in (((), []), ((ana,), [one])):
            found = readable.find(tx, lead, Wanted(ids=(one,)), 9, opened=opened, by_words=True)
            assert [each.id for each in found] == ids
            assert words_read.of_these(tx, lead, ["listened"], opened=opened) == ["listened"] * len(ids)

    def with_concern(tx: Transaction) -> tuple[str, str]:
        ana = join(tx, 501, "partner")
        concerns.raise_(tx, NOW, ana, None, "contact_me")
        return ana, say(tx, ana)

    await database.write(unit)


async def test_words_that_came_unasked_are_the_teams_and_those_of_staff_are_not_shown(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, cora = join(tx, 501, "partner"), join(tx, 502, "partner")
        ours, theirs = aside(tx, cora), aside(tx, ana)
        tx.run("UPDATE roles SET role = 'coordinator' WHERE person_id = :id", id=cora)
        decide(tx, cora, "take_part", "given")
        assert told(tx, "coordinator", ours) == "-"
        assert told(tx, "coordinator", theirs) == "named"
        assert told(tx, "coordinator", aside(tx, ana, "me")) == "-"
        concerns.raise_(tx, NOW - DAY, ana, None, concerns.WAITS)
        elsewhere = say(tx, ana, "after_session", "heard")
        # What was written to the concern was said to the lead; what was said elsewhere was not.
        assert (told(tx, "safeguarding-lead", theirs), told(tx, "safeguarding-lead", elsewhere)) == ("named", "sealed")

    await database.write(unit)


async def test_what_brought_a_concern_belongs_to_it_and_what_was_written_before_does_not(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, offered_at = join(tx, 501, "partner"), NOW + DAY
        before = aside(tx, ana)
        given = Given("", "Very low.", "Very low.", "", "en", instant(offered_at), "me", None, None, None)
        brought = set_aside.keep(tx, offered_at, ana, given, None)
        offer = conversations.begin(tx, offered_at, ana, "offer_person")
        talk = conversations.begin(tx, offered_at + DAY, ana, "person")
        concern = concerns.raise_(tx, offered_at + DAY, ana, talk.id, concerns.WAITS)
        set_aside.go_with_concern(tx, ana, concern, offer.id, offer.begun_at)
        assert [told(tx, "safeguarding-lead", each) for each in (before, brought)] == ["sealed", "named"]
        assert [told(tx, "coordinator", each) for each in (before, brought)] == ["named", "-"]
        assert concern_history.begins(tx, concern, instant(offered_at + DAY)) == instant(offered_at)

    await database.write(unit)


async def test_what_was_said_in_one_part_is_read_under_the_yes_of_that_part(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ben = join(tx, 502, "leader")
        gain, freely = say(tx, ben, "leader_feedback", "gain"), aside(tx, ben)

        def read(*ids: str) -> str:
            return " ".join(told(tx, "coordinator", each) for each in ids)

        people.give_role(tx, NOW, ben, "partner")  # and is asked about their health now
        assert read(gain, freely) == "named named"
        decide(tx, ben, "take_part_health", "refused")
        assert read(gain, freely) == "named named"
        tx.run(
            "UPDATE answers SET answered_at = :then, replaced_at = CASE WHEN replaced_at <> '' THEN :then END",
            then=instant(NOW - DAY),
        )
        decide(tx, ben, "take_part_health", "given")
        heard, later = say(tx, ben, "after_session", "heard"), aside(tx, ben)
        decide(tx, ben, "take_part_health", "withdrawn")
        assert read(gain, freely, heard, later) == "named named - -"
        decide(tx, ben, "take_part_health", "given")
        decide(tx, ben, "take_part", "withdrawn")
        assert read(gain, heard, later) == "- named named"

    await database.write(unit)


async def test_without_a_name_there_is_nothing_that_leads_to_one(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = join(tx, 501, "partner", "share_learning")
        answer = say(tx, ana, about="session", value={"voice": "v"})
        found, named = (readable.by_id(tx, (role,), answer) for role in ("learning-partner", "coordinator"))
        assert found is not None and named is not None
        assert (found.person_id, found.name, found.number, found.wording, found.about) == ("", "", 0, "", "")
        assert (found.said_at, found.voices) == ("2026-03-01T00:00:00.000000Z", ())
        assert (named.person_id, named.name, named.wording, named.about) == (
            ana,
            "partner",
            "say_more to Ben?",
            "session",
        )
        assert (named.said_at, named.voices) == (instant(NOW), ("v",))
        assert (found.words, named.words) == ("She listened.", "She listened.")

    await database.write(unit)


async def test_what_is_sealed_has_no_words_until_there_is_a_reason_and_a_reveal_opens_it(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        leader, session = meet(tx)
        person = people.in_chat(tx, 501)
        assert person is not None
        join(tx, 501, "partner")
        join(tx, 502, "leader")
        answer = say(tx, person.id, "reveal", "mattered", about=session)
        sealed = readable.by_id(tx, ("coordinator",), answer)
        assert sealed is not None and (sealed.sealed, sealed.words, sealed.value) == (True, "", None)
        opened = readable.by_id(tx, ("coordinator",), answer, opened=True)
        assert opened is not None and (opened.sealed, opened.words) == (False, "She listened.")
        row = tx.one("SELECT conversation_id FROM answers WHERE id = :id", id=answer)
        assert row is not None
        for one, talk in (
            (person.id, row["conversation_id"]),
            (leader, conversations.begin(tx, NOW, leader, "reveal").id),
        ):
            reveals.answer(tx, NOW, session_id=session, person_id=one, conversation_id=talk, agreed=True)
        reveals.show(tx, NOW, session)
        assert told(tx, "coordinator", answer) == "named"

    await database.write(unit)


async def test_what_was_put_otherwise_says_so_and_what_was_taken_back_is_gone(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = join(tx, 501, "partner")
        first, gone = say(tx, ana), say(tx, ana, question="unsaid")
        talk = {row["id"]: row["conversation_id"] for row in tx.all("SELECT id, conversation_id FROM answers")}
        answers.take_back(tx, NOW + DAY, talk[first], "stayed")
        answers.take_back(tx, NOW + DAY, talk[gone], "unsaid")
        given = Given("stayed", "He did.", "He did.", "?", "en", instant(NOW), "staff", None, None, None)
        second = answers.give(tx, NOW + DAY, ana, talk[first], given)
        assert [(one.id, one.changed) for one in readable.find(tx, ("coordinator",), Wanted(), 9)] == [(second, True)]

    await database.write(unit)


async def test_words_that_were_no_answer_are_no_other_wording_of_the_answers_beside_them(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = join(tx, 501, "partner")
        first = say(tx, ana)
        talk = str(tx.all("SELECT conversation_id FROM answers WHERE id = :id", id=first)[0]["conversation_id"])
        stray = Given("stayed", "Tuesday?", "Tuesday?", "?", "en", instant(NOW), "staff", None, None, None)
        before = set_aside.keep(tx, NOW, ana, stray, talk)
        answers.take_back(tx, NOW + DAY, talk, "stayed")
        given = Given("stayed", "He did.", "He did.", "?", "en", instant(NOW), "staff", None, None, None)
        second = answers.give(tx, NOW + DAY, ana, talk, given)
        after = set_aside.keep(tx, NOW + 2 * DAY, ana, stray, talk)
        found = {one.id: one for one in readable.find(tx, ("coordinator",), Wanted(), 9)}
        assert {id_: one.changed for id_, one in found.items()} == {before: False, second: True, after: False}
        assert [words for _, words in beside.earlier(tx, found[second])] == ["She listened."]
        assert beside.earlier(tx, found[after]) == []

    await database.write(unit)


async def test_it_is_found_by_person_kind_question_and_time_a_page_at_a_time(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben = join(tx, 501, "partner"), join(tx, 502, "leader")
        said = [say(tx, ana, days=day) for day in range(4)]
        promise = say(tx, ben, "leader_feedback", "do_differently", about="s", days=4)

        def ids(wanted: Wanted, limit: int = 9) -> list[str]:
            return [one.id for one in readable.find(tx, ("coordinator",), wanted, limit)]

        assert ids(Wanted()) == [promise, *reversed(said)]
        assert ids(Wanted(), 2) == [promise, said[3]]
        assert ids(Wanted(before=said[3]), 2) == [said[2], said[1]]
        assert ids(Wanted(people=(ana,), since=NOW + DAY, until=NOW + 3 * DAY)) == [said[2], said[1]]
        assert ids(Wanted(kinds=("feedback",))) == ids(Wanted(about=("s",))) == [promise]
        assert ids(Wanted(talk="leader_feedback", questions=("do_differently",))) == [promise]
        thought = say(tx, ana, "reflect", "prompt_2", days=5)
        assert ids(Wanted(wordings=("reflect to Ben?",))) == ids(Wanted(kinds=("reflection",))) == [thought]
        assert ids(Wanted(ids=())) == ids(Wanted(people=())) == ids(Wanted(before="nothing")) == []

    await database.write(unit)
