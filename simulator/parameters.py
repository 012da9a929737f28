"""What a caller sent, whichever way (query string, form, multipart form, JSON), and the values read out of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message as Headers
from typing import Any
from urllib.parse import parse_qsl

import orjson

from simulator.refusals import bad_request

Params = dict[str, Any]

_PART_NAME = re.compile(r'[; ]name="([^"]*)"')
_PART_FILE = re.compile(r'filename="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a multipart form."""

    name: str
    mime: str
    content: bytes


def read(query: bytes, content_type: str, body: bytes) -> Params:
    """All parameters of a call by name. Files become `Upload`, JSON keeps its types, the rest is text."""
    params: Params = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if body:
        params.update(_read_body(content_type, body))
    return params


def _read_body(content_type: str, body: bytes) -> Mapping[str, Any]:
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            found = orjson.loads(body)
            if not isinstance(found, dict):
                raise bad_request("can't parse JSON object")
            return found
        if kind == "multipart/form-data":
            return dict(_parts(content_type, body))
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except orjson.JSONDecodeError as error:
        surrogate = "surrogate" in str(error)
        raise bad_request("strings must be encoded in UTF-8" if surrogate else "can't parse JSON object") from error
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _parts(content_type: str, body: bytes) -> list[tuple[str, str | Upload]]:
    header = Headers()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise bad_request("can't find the boundary of the multipart form")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]
    return [_part(piece) for piece in pieces if not piece.startswith(b"--")]


def _part(piece: bytes) -> tuple[str, str | Upload]:
    head, _, content = piece.partition(b"\r\n\r\n")
    lines = head.decode().strip().split("\r\n")
    headers = {name.lower().strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    disposition = headers.get("content-disposition", "")
    name = _PART_NAME.search(disposition)
    if name is None:
        raise bad_request("can't parse the multipart form")
    file = _PART_FILE.search(disposition)
    if file is None:
        return name[1], content.decode()
    return name[1], Upload(file[1], headers.get("content-type", "application/octet-stream"), content)


def integer(params: Params, name: str, default: int = 0) -> int:
    """A whole number; anything else counts as not given, as at Telegram."""
    value = params.get(name, default)
    if isinstance(value, int):
        return int(value)
    try:
        return int(str(value).strip())
    except ValueError:
        return default


def flag(params: Params, name: str) -> bool:
    value = params.get(name, False)
    return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes", "t", "y"}


def words(params: Params, name: str) -> str:
    """Text; empty when nothing was given."""
    value = params.get(name, "")
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def structure(params: Params, name: str) -> Any:
    """A list or object, given as such or as JSON text; None when there is none."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
