"""One of each kind of thing a person can send besides words, as the body Telegram makes of it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from simulator import formatting
from simulator.attachments import described, document, photo, store, voice
from simulator.records import File, Json
from simulator.world import World

PAGE = Path(__file__).parent / "page"

Wish = dict[str, Any]  # what the sender wants to be different from the usual example


@cache
def _bundled(name: str) -> bytes:
    return (PAGE / name).read_bytes()


def _file(world: World, kind: str, wish: Wish, name: str, mime: str, content: bytes) -> File:
    given = wish.get("content", content)
    return store(world, kind, given, wish.get("file_name", name), wish.get("mime_type", mime), wish.get("file_size"))


def _photo(world: World, wish: Wish) -> Json:
    return {"photo": photo(_file(world, "photo", wish, "photo.jpg", "image/jpeg", _bundled("practice.jpg")))}


def _voice(world: World, wish: Wish) -> Json:
    file = _file(world, "voice", wish, "voice.ogg", "audio/ogg", _bundled("practice.ogg"))
    return {"voice": voice(world, file, int(wish.get("duration", 3)))}


def _document(world: World, wish: Wish) -> Json:
    return {"document": document(_file(world, "document", wish, "notes.txt", "text/plain", b"Practice notes.\n"))}


def _audio(world: World, wish: Wish) -> Json:
    file = _file(world, "audio", wish, "song.ogg", "audio/ogg", _bundled("practice.ogg"))
    return {"audio": {"duration": 3, **document(file)}}


def _video(world: World, wish: Wish) -> Json:
    file = _file(world, "video", wish, "video.mp4", "video/mp4", b"practice")
    return {"video": {"width": 320, "height": 240, "duration": 3, **document(file)}}


def _animation(world: World, wish: Wish) -> Json:
    file = _file(world, "animation", wish, "fun.mp4", "video/mp4", b"practice")
    moving = {"width": 320, "height": 240, "duration": 3, **document(file)}
    return {"animation": moving, "document": document(file)}


def _video_note(world: World, wish: Wish) -> Json:
    file = _file(world, "video_note", wish, "note.mp4", "video/mp4", b"practice")
    return {"video_note": {"length": 240, "duration": 3, **described(file)}}


def _sticker(world: World, wish: Wish) -> Json:
    file = _file(world, "sticker", wish, "sticker.webp", "image/webp", b"practice")
    about = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**about, "emoji": wish.get("emoji", "👍"), "set_name": "Practice", **described(file)}}


def _location(world: World, wish: Wish) -> Json:
    return {"location": {"latitude": wish.get("latitude", 51.5007), "longitude": wish.get("longitude", -0.1246)}}


def _venue(world: World, wish: Wish) -> Json:
    place = _location(world, wish)["location"]
    return {"venue": {"location": place, "title": "Community hall", "address": "1 High Street"}, "location": place}


def _contact(world: World, wish: Wish) -> Json:
    return {
        "contact": {
            "phone_number": wish.get("phone_number", "+441632960001"),
            "first_name": wish.get("first_name", "Sam"),
        }
    }


def _poll(world: World, wish: Wish) -> Json:
    options = [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("Yes", "No"))]
    about = {"id": "1", "question": "Shall we meet?", "type": "regular", "total_voter_count": 0}
    flags = {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False}
    return {"poll": {**about, **flags, "allows_revoting": True, "members_only": False, "options": options}}


def _dice(world: World, wish: Wish) -> Json:
    return {"dice": {"emoji": "🎲", "value": world.dice.randint(1, 6)}}


def _forward(world: World, wish: Wish) -> Json:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": int(world.clock.now()) - 60}
    return {"forward_origin": origin, **formatting.plain(wish.get("text", "Something somebody else wrote"))}


def _custom(world: World, wish: Wish) -> Json:
    return dict(wish["body"])


KINDS: dict[str, Callable[[World, Wish], Json]] = {
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "audio": _audio,
    "video": _video,
    "animation": _animation,
    "video_note": _video_note,
    "sticker": _sticker,
    "location": _location,
    "venue": _venue,
    "contact": _contact,
    "poll": _poll,
    "dice": _dice,
    "forward": _forward,
    "custom": _custom,
}
ALBUM = "album"
CAPTIONED = frozenset({"photo", "voice", "document", "audio", "video", "animation"})


def contents(world: World, kind: str, wish: Wish) -> list[Json]:
    """The bodies of the messages this makes: one, or several for an album."""
    if kind == ALBUM:
        group = {"media_group_id": str(world.dice.randrange(10**15, 10**16))}
        photos = [{**_photo(world, wish), **group} for _ in range(int(wish.get("photos", 2)))]
        return [{**photos[0], **_caption(wish)}, *photos[1:]]
    body = KINDS[kind](world, wish)
    return [{**body, **_caption(wish)} if kind in CAPTIONED else body]


def _caption(wish: Wish) -> Json:
    words = formatting.plain(wish.get("caption", ""))
    return {f"caption{'_entities' if name == 'entities' else ''}": value for name, value in words.items() if value}
