"""Files, and Telegram's objects that describe them."""

from hashlib import sha256
from mimetypes import guess_type
from pathlib import PurePath

from simulator.records import File, Json
from simulator.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024

_FOLDERS = {
    "photo": ("photos", ".jpg"),
    "voice": ("voice", ".oga"),
    "document": ("documents", ""),
    "sticker": ("stickers", ".webp"),
    "video_note": ("video_notes", ".mp4"),
    "animation": ("animations", ".mp4"),
    "video": ("videos", ".mp4"),
    "audio": ("music", ".mp3"),
}


def store(world: World, kind: str, content: bytes, name: str, mime: str = "", size: int | None = None) -> File:
    """A file that has just been uploaded. A `size` larger than the content stands for a big file."""
    number = len(world.files) + 1
    folder, suffix = _FOLDERS[kind]
    mime = mime or guess_type(name)[0] or "application/octet-stream"
    unique = sha256(content + str(number).encode()).hexdigest()[:16]
    path = f"{folder}/file_{number}{suffix or PurePath(name).suffix}"
    length = len(content) if size is None else size
    file = File(f"SIM{kind}-{number}-{unique}", unique, path, name, mime, length, content)
    world.keep_file(file)
    return file


def described(file: File) -> Json:
    """What all of Telegram's file objects have."""
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}


def photo(file: File) -> list[Json]:
    small = {"width": 90, "height": 60, **described(file), "file_unique_id": f"{file.unique_id}s"}
    return [small, {"width": 480, "height": 320, **described(file)}]


def document(file: File) -> Json:
    return {"file_name": file.name, "mime_type": file.mime, **described(file)}


def voice(world: World, file: File, duration: int) -> Json:
    """A recording lasts as long as it did when it was sent first, whatever is said of it later."""
    if not file.seconds and duration:
        file.seconds = duration
        world.keep_file(file)
    return {"duration": file.seconds, "mime_type": file.mime, **described(file)}
