"""What a verdict changes in the tables, and when the message is tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.plain import Split, plain_parts
from bot.delivery.verdicts import Kind, Verdict
from storage import mishaps, notices, sending
from storage.database import Transaction
from storage.outbox import Message

ONCE_MORE_AFTER = 5.0
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`again` is to be sent after `pause` seconds; with `look`, the table knows better what waits for this chat; of one
    that is `gone` nothing waits there either, but for what was added meanwhile."""

    again: tuple[Message, ...] = ()
    pause: float = 0.0
    look: bool = False
    gone: bool = False


def settle(tx: Transaction, *, now: datetime, message: Message, verdict: Verdict, dice: float, split: Split) -> Outcome:
    """Note the verdict on a message that was being sent. `dice` between 0 and 1 spreads the pauses."""
    return _SETTLE.get(verdict.kind, _fail)(_Case(tx, now, message, verdict, dice, split))


@dataclass(frozen=True, slots=True)
class _Case:
    tx: Transaction
    now: datetime
    message: Message
    verdict: Verdict
    dice: float
    split: Split

    @property
    def tries(self) -> int:
        # A message that its turn has claimed was counted then.
        return self.message.tries + (self.message.state != "sending")

    def notice(self, kind: str, about: str | None = None) -> None:
        notices.note(self.tx, self.now, kind, self.message.id if about is None else about)

    def postpone(self, pause: float) -> Outcome:
        sending.postpone(self.tx, self.message.id, self.now + timedelta(seconds=pause), self.verdict.why)
        return Outcome((replace(self.message, state="queued", tries=self.tries),), pause)

    def doubt(self, pause: float) -> Outcome:
        sending.uncertain(self.tx, self.message.id, self.now + timedelta(seconds=pause), self.verdict.why)
        return Outcome((replace(self.message, state="uncertain", tries=self.tries, uncertain=True),), pause)


def _not_sent(case: _Case) -> Outcome:
    pause = min(LONGEST_PAUSE, 2.0 ** min(case.tries - 1, 6))
    return case.postpone(pause * (0.8 + 0.4 * case.dice))


def _wait(case: _Case) -> Outcome:
    return case.postpone(case.verdict.retry_after)


def _silent(case: _Case) -> Outcome:
    if not case.message.uncertain:
        return case.doubt(ONCE_MORE_AFTER)
    case.notice("message_uncertain")
    sending.never_known(case.tx, case.now, case.message.id, case.verdict.why)
    return Outcome()


def _broken(case: _Case) -> Outcome:
    # An answer, if a bad one: outages last for hours and deliver nothing, so this is tried for as long as they last.
    return case.doubt(LONGEST_PAUSE if case.message.uncertain else ONCE_MORE_AFTER)


def _unknown(case: _Case) -> Outcome:
    case.notice("answer_unknown")
    return _fail(case) if case.message.uncertain else case.doubt(ONCE_MORE_AFTER)


def _done(case: _Case) -> Outcome:
    sending.sent(case.tx, case.now, case.message.id, None, fleeting=case.message.fleeting)
    return Outcome()


def _unreachable(case: _Case) -> Outcome:
    mishaps.unreachable(case.tx, case.now, case.message.chat_id, case.verdict.why)
    return Outcome(gone=True)


def _our_fault(case: _Case) -> Outcome:
    case.notice("message_not_understood")
    parts = plain_parts(case.message.payload, case.verdict.why, case.split)
    if not parts:
        return _fail(case)
    return Outcome(tuple(mishaps.rewrite(case.tx, case.now, case.message, parts)))


def _fail(case: _Case) -> Outcome:
    sending.failed(case.tx, case.now, case.message.id, case.verdict.why)
    return Outcome()


def _token(case: _Case) -> Outcome:
    case.notice("token_refused", "")
    return case.postpone(0.0)


def _other_copy(case: _Case) -> Outcome:
    return case.postpone(LONGEST_PAUSE)


def _moved(case: _Case) -> Outcome:
    mishaps.moved(case.tx, case.message.chat_id, case.verdict.chat_id)
    return Outcome(look=True)


_SETTLE: dict[Kind, Callable[[_Case], Outcome]] = {
    Kind.NOT_SENT: _not_sent,
    Kind.SILENT: _silent,
    Kind.BROKEN: _broken,
    Kind.WAIT: _wait,
    Kind.DONE: _done,
    Kind.UNREACHABLE: _unreachable,
    Kind.OUR_FAULT: _our_fault,
    Kind.HARMLESS: _fail,
    Kind.OTHER_COPY: _other_copy,
    Kind.TOKEN: _token,
    Kind.MOVED: _moved,
    Kind.UNKNOWN: _unknown,
}
