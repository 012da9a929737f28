"""What staff do with a text: draft it, publish it or ask for a yes, go back, and choose after an upgrade.

Each step is a row of its own and stands in the audit log, without the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat.texts import Texts
from bot.published import published
from bot.wording import checking
from bot.wording.hard_day import waits_for_a_yes
from bot.wording.standing import Book, Spoken, is_fixed
from config.made_from import mark, recorded
from storage import audit, text_versions
from storage.database import Transaction
from storage.text_versions import Version


@dataclass(frozen=True, slots=True)
class Work:
    """One change to one text by somebody of the staff."""

    tx: Transaction
    now: datetime
    who: str
    address: str
    language: str

    def step(self, state: str, words: str, spoken: Spoken, made_from: str, why: str = "") -> str:
        """Add the next step, on record. `made_from` is the mark of the English that it was made from."""
        version = text_versions.add(
            self.tx,
            self.now,
            self.who,
            language=self.language,
            address=self.address,
            state=state,
            words=words,
            made_from=made_from,
            instead_of=mark(spoken.came),
            why=why,
        )
        audit.note(
            self.tx,
            self.now,
            actor=self.who,
            action=_SENT_BACK if why else _DONE[state],
            about=version,
            detail=self.named,
        )
        return version

    @property
    def named(self) -> str:
        """The text as the log calls it."""
        return f"{self.address} ({self.language})"


_DONE = {
    "draft": "words_drafted",
    "asked": "words_sent_for_approval",
    "live": "words_published",
    "shipped": "words_taken_back",
    "dropped": "words_draft_dropped",
}
_SENT_BACK = "words_sent_back"  # a draft again, with why


def draft(work: Work, words: str) -> bool:
    """Keep a draft; False when there is no such text, or it changes with the program only."""
    book = Book(work.tx)
    if not book.has(work.address) or work.language not in book.languages or is_fixed(work.address):
        return False
    spoken = book.spoken(work.address, work.language)
    if spoken.open is None or (spoken.open.state, spoken.open.words) != ("draft", words):
        work.step("draft", words, spoken, book.made_from(work.address))
    else:
        audit.note(work.tx, work.now, actor=work.who, action="words_looked_over", about=spoken.open.id)
    return True


def drop(work: Work) -> bool:
    """Throw the draft away; False when there is none."""
    book = Book(work.tx)
    spoken = book.spoken(work.address, work.language)
    if spoken.open is None:
        return False
    work.step("dropped", spoken.open.words, spoken, spoken.open.made_from)
    return True


def publish(work: Work, texts: Texts, version_id: str) -> str:
    """Say the draft from now on: "live", or "asked" when a safeguarding lead has to agree first, "again" when it is not
    the draft any more that was looked at, "wrong" when there is something to mend."""
    book = Book(work.tx)
    spoken = book.spoken(work.address, work.language)
    if spoken.open is None or spoken.open.id != version_id or spoken.open.state != "draft":
        return "again"
    return _say(work, texts, book, spoken.open)


def approve(work: Work, texts: Texts, version_id: str) -> str:
    """A safeguarding lead agrees to what waits: "live", "again" or "wrong"."""
    book = Book(work.tx)
    spoken = book.spoken(work.address, work.language)
    if spoken.open is None or spoken.open.id != version_id or spoken.open.state != "asked":
        return "again"
    if problems(work.tx, texts, work.language, work.address, spoken.open.words):
        return "wrong"
    work.step("live", spoken.open.words, spoken, spoken.open.made_from)
    return "live"


def send_back(work: Work, version_id: str, why: str) -> str:
    """A safeguarding lead does not agree: it is a draft again, and why stands with it. The id of that step, or ''."""
    book = Book(work.tx)
    spoken = book.spoken(work.address, work.language)
    if spoken.open is None or spoken.open.id != version_id or spoken.open.state != "asked":
        return ""
    return work.step("draft", spoken.open.words, spoken, spoken.open.made_from, why)


def go_back(work: Work, texts: Texts, version_id: str) -> str:
    """Say an earlier version again, or with '' what came with the program: as for `publish`."""
    book = Book(work.tx)
    if not version_id:
        return _as_it_came(work, texts, book)
    earlier = text_versions.by_id(work.tx, version_id)
    if earlier is None or (earlier.address, earlier.language) != (work.address, work.language):
        return "again"
    return _say(work, texts, book, earlier)


def keep_ours(work: Work) -> bool:
    """After an upgrade that changed a text which staff had changed: theirs goes on being said."""
    book = Book(work.tx)
    spoken = book.spoken(work.address, work.language)
    if spoken.live is None or not spoken.conflict or spoken.unfit:
        return False
    work.step("live", spoken.live.words, spoken, spoken.live.made_from)
    return True


def _as_it_came(work: Work, texts: Texts, book: Book) -> str:
    spoken = book.spoken(work.address, work.language)
    if spoken.live is None:
        return "again"
    state = "asked" if waits_for_a_yes(book, texts.first, work.address, spoken.came) else "shipped"
    made = recorded(work.language).get(work.address)
    work.step(state, spoken.came, spoken, made.english if made else "")
    return "asked" if state == "asked" else "live"


def _say(work: Work, texts: Texts, book: Book, version: Version) -> str:
    words = version.words
    if is_fixed(work.address) or problems(work.tx, texts, work.language, work.address, words):
        return "wrong"
    state = "asked" if waits_for_a_yes(book, texts.first, work.address, words) else "live"
    work.step(state, words, book.spoken(work.address, work.language), version.made_from)
    return state


def problems(tx: Transaction, texts: Texts, language: str, address: str, words: str) -> list[str]:
    """What has to be mended before these words can be published, among all that is published by now."""
    return checking.problems(with_these(tx, texts, language, address, words), language, address, words)


def with_these(tx: Transaction, texts: Texts, language: str, address: str, words: str) -> Texts:
    """How we would speak with these words published, too."""
    changed: Mapping[str, Mapping[str, str]] = published(tx)
    return texts.trying({**changed, language: {**changed.get(language, {}), address: words}})
