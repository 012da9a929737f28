"""Reads the code of the conversations for the questions that they ask, in their order: what is told of them elsewhere
cannot go out of date. A question that cannot be read raises, and fails the build."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.chat.questions import Question

_TURN = re.compile(r"(_[0-9]*)+$")  # what a loop puts behind a key
TO_STAFF = "staff"


class Unreadable(Exception):
    """A question whose key or kind does not stand in the code; the text says where."""


@dataclass(frozen=True, slots=True)
class Put:
    """One question of a story. `question` is None where its kind is known only when it is asked; of its `options` those
    are here that stand in the code, and `more` are known then."""

    key: str
    kind: str
    question: Question[Any] | None
    options: tuple[str, ...]
    more: bool
    visible_to: str


@cache
def questions_of(tell: Callable[..., Any]) -> tuple[Put, ...]:
    """Each question that a story and its parts may ask, once, in the order of the code. Raises Unreadable."""
    found: dict[str, Put] = {}
    for one in _asked(tell, {}, frozenset()):
        found.setdefault(one.key, one)
    return tuple(found.values())


@cache
def _read(tell: Callable[..., Any]) -> tuple[ast.Module, list[ast.Call]]:
    """The code of one function, and every call in it in its order."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(tell)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tree, sorted(calls, key=lambda node: (node.lineno, node.col_offset))


def _asked(tell: Callable[..., Any], bound: Mapping[str, Any], within: frozenset[Callable[..., Any]]) -> Iterator[Put]:
    (tree, calls), names = _read(tell), {**inspect.getclosurevars(tell).globals, **bound}
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "ask":
            yield from (_put(key, call, names, tree) for key in _keys(call.args[0], names, tree))
        part = names.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if inspect.iscoroutinefunction(part) and part not in within:
            yield from _asked(part, _handed(part, call, names), within | {tell})


def _handed(part: Callable[..., Any], call: ast.Call, names: Mapping[str, Any]) -> dict[str, Any]:
    """What a part of a story is given, as far as it stands in the code."""
    places = [*inspect.signature(part).parameters]
    given = [*zip(places, call.args, strict=False), *((one.arg or "", one.value) for one in call.keywords)]
    known = {name: _value(node, names) for name, node in given if name != "chat" and _is_known(node, names)}
    keys = {name: _joined(node, names) for name, node in given if isinstance(node, ast.JoinedStr)}
    return {**keys, **known}


def _put(key: str, call: ast.Call, names: Mapping[str, Any], tree: ast.AST) -> Put:
    node = call.args[1]
    if isinstance(node, ast.Name) and node.id not in names:
        node = _assigned(node.id, tree)[0]
    seen_by = next((one.value for one in call.keywords if one.arg == "visible_to"), None)
    if seen_by is not None and not _is_known(seen_by, names):
        raise Unreadable(f"who may see the answer to {key}")
    visible_to = TO_STAFF if seen_by is None else str(_value(seen_by, names))
    if _is_known(node, names):
        question = _value(node, names)
        return Put(key, type(question).__name__, question, tuple(question.options), False, visible_to)
    if isinstance(node, ast.Call):
        return _open(key, node, names, visible_to)
    raise Unreadable(f"what kind of question {key} is")


def _open(key: str, node: ast.Call, names: Mapping[str, Any], visible_to: str) -> Put:
    """A question that is put together when it is asked: what of it stands in the code."""
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):  # a day from another day on
        return Put(key, node.func.value.id, None, (), True, visible_to)
    known = [one for one in node.args if _is_known(one.value if isinstance(one, ast.Starred) else one, names)]
    told = [one for one in node.keywords if _is_known(one.value, names)]
    question = _value(ast.Call(node.func, known, told), names)
    return Put(key, type(question).__name__, question, tuple(question.options), True, visible_to)


def _keys(node: ast.expr, names: Mapping[str, Any], tree: ast.AST) -> list[str]:
    """The keys that an expression can name, without the number of a turn."""
    if isinstance(node, ast.IfExp):
        return [*_keys(node.body, names, tree), *_keys(node.orelse, names, tree)]
    if isinstance(node, ast.Subscript) and _is_known(node.value, names):
        return [str(one) for one in _value(node.value, names).values()]
    if isinstance(node, ast.JoinedStr):
        if key := _joined(node, names):
            return [key]
        raise Unreadable(f"the key {ast.unparse(node)}")
    if isinstance(node, ast.Name) and node.id not in names:
        return [key for value in _assigned(node.id, tree) for key in _keys(value, names, tree)]
    if _is_known(node, names) and isinstance(key := _value(node, names), str):
        return [_TURN.sub("", key)]
    raise Unreadable(f"the key {ast.unparse(node)}")


def _joined(node: ast.JoinedStr, names: Mapping[str, Any]) -> str:
    return _TURN.sub("", "".join(_known_part(one, names) for one in node.values))


def _known_part(node: ast.expr, names: Mapping[str, Any]) -> str:
    if isinstance(node, ast.FormattedValue):
        return str(_value(node.value, names)) if _is_known(node.value, names) else "_"
    return str(_value(node, names))


def _assigned(name: str, tree: ast.AST) -> list[ast.expr]:
    """What a story puts into a name of its own."""
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
    ]
    if not found:
        raise Unreadable(f"the key in {name}")
    return found


def _is_known(node: ast.expr, names: Mapping[str, Any]) -> bool:
    if any(isinstance(one, ast.Await) for one in ast.walk(node)):
        return False
    return all(one.id in names or one.id in _BUILT_IN for one in ast.walk(node) if isinstance(one, ast.Name))


_BUILT_IN = frozenset(("tuple", "list", "range", "str", "True", "False", "None"))


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    whole = ast.fix_missing_locations(ast.Expression(node))
    return eval(compile(whole, "story", "eval"), dict(names))  # noqa: S307 - the story's own code
