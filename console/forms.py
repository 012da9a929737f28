"""What was typed into a form, field by field: its value, or what is wrong with it. Nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from bot.chat.cleaning import clean_words, in_its_direction, is_empty, reads_otherwise
from bot.chat.day_names import another
from bot.chat.days import day_in_words, no_such_day, read_day
from bot.chat.times import read_time
from bot.chat.words import Words
from bot.rules.links import has_link
from console.form_errors import Mendable
from console.form_keys import KEY
from console.refusals import CannotRead

LARGEST = 1024 * 1024  # bytes of a form, a file among them
HEARD_OUT = 64 * LARGEST  # of one that is too large, such as a film for a list: it is let come to its end, and dropped
LONGEST = 500  # letters of a field that says nothing else
MOST_FIELDS = 500
EARLIEST, LATEST = 2000, 2100  # years of the days that are typed; beyond them there is nothing to look at or to plan

TURNED = (
    "There was a sign in it that nobody sees and that turns words round. It is taken out here: look whether the text "
    "reads as it should, and send it once more."
)


class Wrong(Exception):
    """The form cannot be taken as it is: `form` has what was typed, and what to mend."""

    def __init__(self, form: Form) -> None:
        super().__init__(", ".join(form.errors))
        self.form = form


@dataclass(slots=True)
class Form(Mendable):
    """The fields of a form by name. Each reader gives the value, or notes an error for its field and gives what is
    empty; `check` stops when there are any, or anything has changed `meanwhile`, in sentences. `choices` are what a
    field's words may have meant; `meant` the day for which what stands in a field was taken; `turned` the fields that
    came with signs which turn words round, and read otherwise now without them. It is `over` when its page, as that
    stands now, has no place to send it from any more. `put_back` is the handle of the look whose words it has again."""

    values: dict[str, str] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    meant: dict[str, str] = field(default_factory=dict)
    turned: set[str] = field(default_factory=set)
    meanwhile: list[str] = field(default_factory=list)
    over: bool = False
    put_back: str = ""

    @property
    def key(self) -> str:
        return self.values.get(KEY, "")

    def __getitem__(self, name: str) -> str:
        """What stands in a field, '' when nothing does."""
        return self.values.get(name, "")

    def chosen(self, name: str) -> list[str]:
        """Every value of a field that can have more than one."""
        return self.several.get(name, [])

    def check(self) -> None:
        """Raises Wrong when there is anything to mend, or has changed meanwhile."""
        for name in self.turned:
            self.unturned(name)
        if self.errors or self.meanwhile:
            raise Wrong(self)

    def text(self, name: str, missing: str = "", *, most: int = LONGEST, links: bool = True) -> str:
        """Words, without the space around them; `missing` is said when there are none to be seen, unless they may be
        left out. Without `links` a web address is refused."""
        words = "" if is_empty(self[name]) else self[name].strip()
        if missing and not words:
            self.wrong(name, missing)
        if len(words) > most:
            self.wrong_as_any(name, f"Make it shorter: there is room for {most} letters, and this has {len(words)}.")
        elif not links and has_link(words):
            self.wrong_as_any(name, "This looks like a link, and there is no use for one here. Write it in words.")
        return words

    def unturned(self, name: str) -> None:
        """Signs that turn words round are gone, and whoever pasted them looks once more at what is left."""
        if name in self.turned:
            self.wrong_as_any(name, TURNED)

    def one_of(self, name: str, options: Iterable[str], missing: str) -> str:
        """One of these, and nothing else."""
        chosen = self[name]
        if chosen not in options:
            self.wrong(name, missing)
            return ""
        return chosen

    def number(self, name: str, least: int, most: int, wanted: str = "") -> int:
        """A whole number in this range; `wanted` is said of anything else, if there is more to say than that."""
        words = self[name].strip()
        if not words.isascii() or not words.isdigit() or len(words) > 12 or not least <= int(words) <= most:
            (self.wrong if wanted else self.wrong_as_any)(
                name, wanted or f"Type a whole number from {least} to {most}."
            )
            return least
        return int(words)

    def day(self, name: str, words: Words, today: date, missing: str = "") -> date | None:
        """A day as people type it: 10/03/2026, 10 March 2026, next Tuesday. None when it was left out."""
        typed = self.text(name, missing, most=60)
        if not typed or name in self.errors:
            return None
        found = read_day(typed, words, today)
        if found is None:
            no_such = no_such_day(typed, words)
            self.wrong_as_any(
                name, "There is no such day." if no_such else "Type a day, such as 10/03/2026 or 10 March 2026."
            )
        elif not within_reach(found):
            self.wrong_as_any(name, f"Type a day from {EARLIEST} to {LATEST}.")
            return None
        elif (weekday := another(typed, found, words)) is not None:
            on = f"{day_in_words(found, words)} is not a {words.days[weekday]}"
            self.wrong_as_any(name, f"{on}. Type the date alone, if it is that day.")
            return None
        else:
            self.meant[name] = day_in_words(found, words)
        return found

    def understood(self, name: str) -> str:
        """The day that a field stands for, where that is not what was typed; '' of all others."""
        meant = self.meant.get(name, "")
        return "" if name in self.errors or meant == self[name].strip() else meant

    def time(self, name: str, words: Words, missing: str) -> time | None:
        """A time of day as people type it: 14:00, 2pm, half past two."""
        typed = self.text(name, missing, most=60)
        found = read_time(typed, words) if typed else None
        if typed and found is None:
            self.wrong_as_any(name, "Type a time, such as 14:00 or 2pm.")
        return found


def within_reach(day: date) -> bool:
    """Whether a day that was asked for is one that anything of ours can lie on."""
    return EARLIEST <= day.year <= LATEST


def empty(**values: str) -> Form:
    """A form that nobody has filled in yet, but for these values."""
    return Form(dict(values))


async def read_form(request: Request) -> Form:
    """The form that was sent with this request, read once. Raises CannotRead."""
    known = getattr(request.state, "form", None)
    if isinstance(known, Form):
        return known
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST:
        await _hear_out(request, length)
        raise CannotRead(413)
    try:
        sent = await request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST)
    except (ClientDisconnect, MultiPartException, ValueError, KeyError):
        raise CannotRead(400) from None
    except HTTPException as refused:
        raise CannotRead(refused.status_code) from None
    form = await _form(sent)
    await sent.close()
    request.state.form = form
    return form


async def _hear_out(request: Request, length: str) -> None:
    """Let it come to its end, and keep nothing: a browser that is still sending when it is answered shows no answer."""
    if length.isdigit() and len(length) < 12 and int(length) <= HEARD_OUT:
        try:
            async for _ in request.stream():
                pass
        except ClientDisconnect:
            raise CannotRead(400) from None


async def _form(sent: FormData) -> Form:
    form = Form()
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:  # else none was chosen
                form.files.setdefault(name, await value.read())
        else:
            words = clean_words(value)  # all else is plain text: tags and braces are shown as they were typed
            form.several.setdefault(name, []).append(in_its_direction(words))
            form.turned |= {name} if reads_otherwise(words) else set()
    form.values = {name: words[0] for name, words in form.several.items()}
    return form
