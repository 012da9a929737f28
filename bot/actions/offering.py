"""An opportunity in words, as it appears on a phone; and why it came to somebody."""

from __future__ import annotations

from datetime import date

from bot.actions.offer_words import DAYS, shown
from bot.chat.days import day_in_words
from bot.chat.moments import read_parts
from bot.chat.scene import Scene
from bot.chat.splitting import TELEGRAM_LIMIT
from bot.chat.texts import Texts, Voice
from bot.chat.words import NotAnAnswer
from storage import broadcasts, opportunities, recipients
from storage.opportunities import Opportunity

TABLE = "opportunity_note"
# In the order in which somebody decides whether it is for them.
LINES = (
    *("what", "suits", "doing", "hours", "happens", "place", "pay", "unpaid_because", "expenses", "access", "ask_whom"),
    *("places", "closes_on", "decides_on", "how_decided"),
)
WORTH_SHORTENING = 200  # letters, from which on it helps


def the_offer(scene: Scene) -> dict[str, str]:
    """The `title` and the `lines` of the opportunity that the conversation is about; empty when there is none open."""
    one = about(scene)
    if one is None or one.state != "open":
        return {}
    return in_words(scene.texts, scene.voice, one)


def in_words(texts: Texts, voice: Voice, one: Opportunity) -> dict[str, str]:
    """Its `title` and its `lines`, as they stand in the message."""
    return {"title": one.title, "lines": in_lines(texts, voice, one)}


def whole(texts: Texts, voice: Voice, one: Opportunity) -> str:
    """The whole message, as it appears on a phone."""
    return voice.says(TABLE, "offer", in_words(texts, voice, one))


def over_by(texts: Texts, one: Opportunity) -> int:
    """By how much the message is longer than one message can be, in the language in which it is longest; 0 if it fits.

    Telegram counts as UTF-16 does.
    """
    lengths = [units(whole(texts, texts.voice(language), one)) for language in texts.languages]
    return max(0, max(lengths) - TELEGRAM_LIMIT)


def longest(one: Opportunity) -> list[str]:
    """The fields that are worth shortening, the longest first."""
    written = {name: units(str(getattr(one, name))) for name in LINES if name not in (*DAYS, "places")}
    return sorted(
        (name for name, length in written.items() if length >= WORTH_SHORTENING), key=lambda one: -written[one]
    )


def units(text: str) -> int:
    """How long Telegram says a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_lines(texts: Texts, voice: Voice, one: Opportunity) -> str:
    """Everything but the title, a paragraph each; what is empty is left out."""
    labels = voice.labels(TABLE, "offer", LINES)
    told = ((name, shown(texts, voice, one, name)) for name in LINES)
    return "\n\n".join(f"{labels[name]}: {value}" for name, value in told if value)


def clash(scene: Scene, one: Opportunity) -> str:
    """In words, that it takes place before answers close or before the decision; '' when it does not, or when there is
    no day in what was typed."""
    words = scene.voice.words
    try:
        day = read_parts(one.happens, words, scene.today).day if one.happens else None
    except NotAnAnswer:
        return ""
    for key, name in (("before_answers_close", "closes_on"), ("before_the_decision", "decides_on")):
        other = getattr(one, name)
        if day is not None and other and day.isoformat() < other:
            told = {"day": day_in_words(day, words), "other": day_in_words(date.fromisoformat(other), words)}
            return scene.voice.says("fill_opportunity", key, told)
    return ""


def the_words(scene: Scene) -> str:
    """The words of the announcement that the conversation is about; '' when it was taken back."""
    known = scene.about
    one = broadcasts.by_id(scene.tx, known) if known else None
    return "" if one is None or one.state in ("undone", "recalled") else one.words


def why_me(scene: Scene) -> list[str]:
    """Why the opportunity came to this person, as codes; empty when it did not."""
    one = about(scene)
    return list(recipients.because(scene.tx, one.id, scene.person.id)) if one else []


def was_taken_back(scene: Scene, one: Opportunity) -> bool:
    """Whether it is a draft again because it was taken back from people who had it."""
    return one.state == "draft" and any(
        each.state == "recalled" for each in broadcasts.of_opportunity(scene.tx, one.id)
    )


def about(scene: Scene) -> Opportunity | None:
    """The opportunity that the conversation is about."""
    return opportunities.by_id(scene.tx, scene.about) if scene.about else None
