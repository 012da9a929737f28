"""What a locked screen may show of a message that we begin: nothing that says what somebody lives with."""

from __future__ import annotations

import re

FIRST_SEEN = 80  # letters that a locked screen may show
# Beginnings of words that say too much beside somebody's name on a screen: health, hard times, money, who one is.
LISTED: dict[str, tuple[str, ...]] = {
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
# For staff, whose work it is: their number of a person and what it is about stand first.
FOR_STAFF = {
    *("concern_alert.a_concern", "concern_alert.still_waits", "concern_alert.wrote_again"),
    *("concern_alert.nobody_answers", "concern_alert.late_nobody", "concern_alert.somebody_is_on_it"),
    *("concern_alert.late_yours", "concern_alert.late", "concern_alert.nobody_answers_late"),
    *("concern_taken.taken_from_you", "concern_ended.closed_for_you", "concern_written.somebody_wrote"),
    *("concern_handed.please_take_it", "concerns_open.who_waits"),
}


def listed_word(language: str, address: str, words: str) -> str:
    """What of these words says too much in the first letters, '' when nothing does."""
    if address.removesuffix(".says") in FOR_STAFF:
        return ""
    seen = words[:FIRST_SEEN]
    return next(
        (one for one in LISTED.get(language, ()) if re.search(rf"(?<!\w){re.escape(one)}", seen, re.IGNORECASE)), ""
    )
