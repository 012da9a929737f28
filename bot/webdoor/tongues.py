"""The language of what is shown to somebody of whom we know none: what they chose there, else what their browser asks
for."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request

from bot.chat.texts import Texts, Voice

CHOSEN = "language"  # in the address of the page


def voice_for(texts: Texts, request: Request) -> Voice:
    """The first language that we speak of those that they want, else the first of ours."""
    chosen = request.query_params.get(CHOSEN, "")
    wanted = [chosen, *_accepted(request.headers.get("accept-language", ""))]
    return texts.voice(next((code for code in wanted if code in texts.languages), ""))


def others(texts: Texts, voice: Voice) -> list[tuple[str, str, str, str]]:
    """The other languages that a page can be had in: code, name, tag and direction of each."""
    spoken = [(code, texts.voice(code)) for code in texts.languages if code != voice.language]
    return [(code, one.about.name, one.about.tag, one.direction) for code, one in spoken]


def _accepted(header: str) -> Iterator[str]:
    """Such as "ur-PK,ur;q=0.9,en;q=0.8" as codes of languages, the most wanted first."""
    weighed: list[tuple[float, str]] = []
    for one in header[:500].split(","):
        tag, _, weight = one.partition(";")
        weighed.append((_weight(weight), tag.strip().partition("-")[0].lower()))
    return (code for weight, code in sorted(weighed, key=lambda each: -each[0]) if weight > 0)


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
