"""Photos, documents and voice notes that the bot sends, and the files it asks for."""

from simulator import formatting
from simulator.attachments import LARGEST_UPLOAD, document, photo, store, voice
from simulator.methods import targets
from simulator.methods.messages import deliver
from simulator.parameters import Params, Upload, integer, words
from simulator.records import Bot, File, Json
from simulator.refusals import Refused, bad_request
from simulator.world import World

LARGEST_DOWNLOAD = 20 * 1024 * 1024


def send_photo(world: World, bot: Bot, params: Params) -> Json:
    target = targets.writable(world, bot, params)
    content = {"photo": photo(_file(world, params, "photo")), **formatting.read_caption(params)}
    return deliver(world, bot, target, params, content)


def send_document(world: World, bot: Bot, params: Params) -> Json:
    target = targets.writable(world, bot, params)
    content = {"document": document(_file(world, params, "document")), **formatting.read_caption(params)}
    return deliver(world, bot, target, params, content)


def send_voice(world: World, bot: Bot, params: Params) -> Json:
    target = targets.writable(world, bot, params)
    made = voice(world, _file(world, params, "voice"), integer(params, "duration"))
    return deliver(world, bot, target, params, {"voice": made, **formatting.read_caption(params)})


def get_file(world: World, bot: Bot, params: Params) -> Json:
    file = world.files.get(words(params, "file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}


def _file(world: World, params: Params, kind: str) -> File:
    """The file a call carries: uploaded, uploaded beside it (attach://) or known by its file_id."""
    given = params.get(kind)
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        if len(given.content) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if not given.content:
            raise bad_request("file must be non-empty")
        return store(world, kind, given.content, given.name, given.mime)
    known = world.files.get(given) if isinstance(given, str) else None
    if known is not None:
        return known
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    raise bad_request("wrong file identifier/HTTP URL specified")
