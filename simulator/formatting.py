"""Text as Telegram takes it: HTML turned into entities, links and commands found, lengths counted in UTF-16."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from simulator.parameters import Params, structure, words
from simulator.records import Json
from simulator.refusals import Refused, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_ESCAPE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/@])(?P<mention>@[a-zA-Z]\w{3,31})"
    r"|(?<![\w/<>])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z]\w{2,31})?)(?![\w/])"
    r"|(?<![\w&#])(?P<hashtag>#\w*[^\W\d]\w*)"
)


def utf16(text: str) -> int:
    """The length that Telegram counts: characters outside the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(params: Params) -> Json:
    """`text` and `entities` of a message, or Telegram's refusal."""
    text, entities = _read(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(params: Params) -> Json:
    """`caption` and `caption_entities`; nothing when there is no caption."""
    text, entities = _read(params, "caption", "caption_entities")
    if utf16(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content = {"caption": text, "caption_entities": entities}
    return {name: value for name, value in content.items() if value}


def plain(text: str) -> Json:
    """What a person typed, without spaces round it, with its commands, links and mentions marked."""
    text = text.strip()
    entities = _automatic(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def _read(params: Params, name: str, entities_name: str) -> tuple[str, list[Json]]:
    text = words(params, name)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    mode = words(params, "parse_mode").lower()
    if mode == "html":
        text, entities = _parse_html(text) if "<" in text or "&" in text else (text, [])
    elif mode:
        raise _unparsable(
            "this stand-in reads parse_mode HTML only" if mode.startswith("markdown") else "unsupported parse_mode"
        )
    else:
        entities = _given(structure(params, entities_name))
    text, entities = _trimmed(text, entities)
    return text, _automatic(text, entities)


def _given(entities: Any) -> list[Json]:
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(isinstance(each, dict) and "type" in each for each in entities):
        raise _unparsable("an Array of MessageEntity is expected")
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    if stripped == text:
        return text, entities
    cut, length = utf16(text[: len(text) - len(text.lstrip())]), utf16(stripped)
    kept = []
    for entity in entities:
        start, end = max(entity["offset"] - cut, 0), min(entity["offset"] - cut + entity["length"], length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def _automatic(text: str, entities: list[Json]) -> list[Json]:
    """The entities, and those that Telegram finds by itself outside of links and code."""
    if not any(sign in text for sign in "/@#"):
        return entities
    taken = [(each["offset"], each["offset"] + each["length"]) for each in entities if each["type"] in _CLOSED]
    found = list(entities)
    for match in _FOUND.finditer(text):
        start, length = utf16(text[: match.start()]), utf16(match[0])
        if not any(start < stop and begin < start + length for begin, stop in taken):
            found.append({"offset": start, "length": length, "type": match.lastgroup})
    return sorted(found, key=lambda each: (each["offset"], -each["length"]))


_CLOSED = frozenset({"text_link", "code", "pre", "url"})


@dataclass(slots=True)
class _Reading:
    """HTML read so far: the plain text, its entities and the tags still open."""

    text: str = ""
    length: int = 0
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, int, Json]] = field(default_factory=list)

    def write(self, raw: str) -> None:
        plain_text = _ESCAPE.sub(lambda match: unescape(match[0]), raw)
        self.text += plain_text
        self.length += utf16(plain_text)

    def begin(self, tag: str, attributes: str, at: int) -> None:
        kind = _TAGS.get(tag)
        given = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
        if kind is None or (tag == "span" and given.get("class") != "tg-spoiler"):
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {at}')
        self.open.append((tag, self.length, _entity(tag, kind, given)))

    def end(self, tag: str, at: int) -> None:
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {at}")
        name, start, entity = self.open.pop()
        if name != tag:
            raise _unparsable(f'Unmatched end tag at byte offset {at}, expected "</{name}>", found "</{tag}>"')
        if entity["type"] == "text_link" and not entity.get("url"):
            return
        if self.length > start:
            self.entities.append({"offset": start, "length": self.length - start, **entity})


def _parse_html(source: str) -> tuple[str, list[Json]]:
    reading, at = _Reading(), 0
    while (sign := source.find("<", at)) >= 0:
        reading.write(source[at:sign])
        offset = len(source[:sign].encode())
        tag = _TAG.match(source, sign)
        if tag is None:
            raise _unclear(source, sign, offset)
        if tag[1]:
            reading.end(tag[2].lower(), offset)
        else:
            reading.begin(tag[2].lower(), tag[3], offset)
        at = tag.end()
    reading.write(source[at:])
    if reading.open:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{reading.open[-1][0]}"')
    return reading.text, sorted(reading.entities, key=lambda each: (each["offset"], -each["length"]))


def _unclear(source: str, sign: int, offset: int) -> Refused:
    name = re.match(r"</?([a-zA-Z0-9-]*)", source[sign:])
    if name and name[1] and name[1].lower() in _TAGS:
        return _unparsable(f"Unclosed start tag at byte offset {offset}")
    return _unparsable(f'Unsupported start tag "{name[1] if name else ""}" at byte offset {offset}')


def _entity(tag: str, kind: str, given: dict[str, str]) -> Json:
    if tag == "a":
        return {"type": kind, "url": unescape(given.get("href", ""))}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if tag == "tg-emoji":
        return {"type": kind, "custom_emoji_id": given.get("emoji-id", "")}
    return {"type": kind}


def _unparsable(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")
