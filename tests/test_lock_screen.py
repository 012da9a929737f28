"""What a locked screen may show of anything that we begin tells nobody anything, in every language. (R37)"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.chat.texts import Texts, Voice
from bot.jobs.kinds import KINDS
from config.languages import language_files
from tests.test_complete_texts import NEUTRAL, every_text

FIRST = 80  # letters that a locked screen may show
# Beginnings of words that say too much beside somebody's name on a screen: health, hard times, money, who one is.
LISTED = {
    "en": (
        *("suicid", "self-harm", "self harm", "overdos", "mental", "illness", "ill ", "health", "hospital", "doctor"),
        *(
            "nurse",
            "medic",
            "treatment",
            "therap",
            "counsel",
            "pain",
            "cancer",
            "hiv",
            "diagnos",
            "disab",
            "wheelchair",
        ),
        *("depress", "anxi", "psych", "panic", "trauma", "abus", "assault", "violen", "crisis", "emergenc", "concern"),
        *("safeguard", "worr", "risk", "danger", "harm", "death", "dead", "dying", "died", "grief", "bereave", "loss"),
        *("addict", "drug", "alcohol", "drink", "pregnan", "sexual", "gay", "lesbian", "gender", "ethnic", "religio"),
        *(
            "asylum",
            "refugee",
            "immigra",
            "police",
            "prison",
            "court",
            "crime",
            "debt",
            "benefit",
            "payment",
            "voucher",
        ),
        *("money", "poor", "homeless", "carer", "caring", "consent", "complain", "angry", "cry", "lonel", "alone"),
        *("hurt", "scar", "afraid", "patient", "case", "clinic", "ward", "section", "deaf", "blind", "autis", "adhd"),
        *("hard day", "not well", "unwell", "help line", "helpline", "999", "111", "samaritan", "shout"),
    ),
    "cy": (
        *("hunanladd", "hunan-niweid", "gorddos", "meddwl", "salwch", "sâl", "iechyd", "ysbyty", "meddyg", "nyrs"),
        *(
            "triniaeth",
            "therap",
            "cwnsel",
            "poen",
            "canser",
            "hiv",
            "diagnos",
            "anabl",
            "iselder",
            "pryder",
            "gorbryder",
        ),
        *("seic", "panig", "trawma", "cam-drin", "ymosod", "trais", "argyfwng", "diogelu", "risg", "perygl", "niwed"),
        *("marw", "galar", "profedigaeth", "colled", "caeth", "cyffur", "alcohol", "beichiog", "rhywiol", "hoyw"),
        *("rhywedd", "ethnig", "lloches", "ffoadur", "heddlu", "carchar", "llys", "trosedd", "dyled", "budd-dal"),
        *("taliad", "taleb", "arian", "digartref", "gofalwr", "gofalu", "caniatâd", "cwyn", "unig", "ofn", "claf"),
        *("byddar", "dall", "awtis", "diwrnod anodd", "999", "111", "samariaid"),
    ),
    "ur": (
        *("خودکشی", "خود کو نقصان", "ذہنی", "بیمار", "صحت", "ہسپتال", "ڈاکٹر", "نرس", "علاج", "تھراپی", "درد"),
        *("کینسر", "تشخیص", "معذور", "ڈپریشن", "بےچینی", "نفسیات", "گھبراہٹ", "صدمہ", "زیادتی", "حملہ", "تشدد"),
        *("بحران", "ہنگامی", "تحفظ", "خطر", "نقصان", "موت", "مر ", "غم", "نشہ", "منشیات", "شراب", "حاملہ", "جنسی"),
        *("ہم جنس", "صنف", "نسل", "مذہب", "پناہ", "پولیس", "جیل", "عدالت", "جرم", "قرض", "بینیفٹ", "ادائیگی", "واؤچر"),
        *("پیسے", "رقم", "بےگھر", "دیکھ بھال", "رضامندی", "شکایت", "تنہا", "اکیلا", "خوف", "مریض", "بہرا", "نابینا"),
        *("مشکل دن", "999", "111"),
    ),
}
LISTED["easy"] = LISTED["en"]
# Names that give somebody away, run the other way, or look like part of the sentence.
HOSTILE = ("Overdose Helpline", "Dr Cancer\nWard 9", "עדן (HIV)", "\u202eezilA", "عائشہ", "Ana, your debt", "x" * 60)
# Places that hold a time or a number of ours, never anybody's name or words.
HARMLESS = {"when", "was", "since", "until", "day", "number"}
# For staff, whose work it is: their number of a person and what it is about stand first.
FOR_STAFF = {
    *("concern_alert.a_concern", "concern_alert.still_waits", "concern_alert.nobody_answers"),
    *("concern_taken.taken_from_you", "concern_handed.please_take_it", "concerns_open.who_waits"),
}

each_language = pytest.mark.parametrize("code", sorted(language_files()))


def begun(code: str) -> Iterator[tuple[str, str]]:
    """Each text that a message of ours may begin with."""
    for address, text in every_text(code):
        if text.startswith(NEUTRAL[code]):
            yield address, text


def as_seen(voice: Voice, address: str, text: str, name: str) -> str:
    """The first letters of the message, with somebody's hostile name in every place that may hold one."""
    table, key = address.split(".")
    places = re.findall(r"\{(\w+)\}", text)
    values = {one: "Tuesday 3 March 2026, 14:00" if one in HARMLESS else name for one in places}
    return voice.says(table, key, values)[:FIRST]


@each_language
def test_each_language_has_its_list(code: str) -> None:
    assert len(LISTED[code]) >= 60


@each_language
def test_the_first_letters_hold_no_listed_word(code: str) -> None:
    found = {
        address: word
        for address, text in begun(code)
        for word in LISTED[code]
        if address not in FOR_STAFF and re.search(rf"(?<!\w){re.escape(word)}", text[:FIRST], re.IGNORECASE)
    }
    assert found == {}


@each_language
@pytest.mark.parametrize("name", HOSTILE)
def test_the_first_letters_hold_nobodys_name_whatever_it_is(code: str, name: str) -> None:
    some = name.splitlines()[0][:8]
    voice = Texts(language_files()).voice(code)
    shown = {address: as_seen(voice, address, text, name) for address, text in begun(code)}
    assert len(shown) >= len({kind.story for kind in KINDS.values()}) // 2
    assert {address: text for address, text in shown.items() if some in text} == {}
