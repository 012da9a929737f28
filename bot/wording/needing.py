"""Reads the code of a story, and of the stories that are parts of it, for the texts that it needs."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from bot.chat.questions import Question

Needed = tuple[str, tuple[str, ...] | None]
Asked = tuple[str, Question[Any] | None]


def needed_by(tell: Callable[..., Any], seen: frozenset[str] = frozenset()) -> Iterator[Needed]:
    """Each key that a story says or asks, with the options that a question may show, as far as the code names them."""
    names = dict(inspect.getclosurevars(tell).globals)
    for call in _calls(tell):
        called, given = call.func, call.args
        if isinstance(called, ast.Attribute) and called.attr in ("say", "ask", "review"):
            handed_in = called.attr == "ask" and isinstance(given[1], ast.Name)  # read where it is handed in
            options = _options(given[1], names) if called.attr == "ask" and not handed_in else None
            yield from ((key, options) for key in _keys(given[0], names))
        elif isinstance(called, ast.Name) and called.id not in seen and _is_story(names.get(called.id)):
            for one, then in zip(given[1:], [*given[2:], None], strict=False):
                yield from ((key, _handed(then, names)) for key in _keys(one, names))
            yield from needed_by(names[called.id], seen | {called.id})


def asked_by(tell: Callable[..., Any], seen: frozenset[str] = frozenset()) -> Iterator[Asked]:
    """Each key that a story asks, in the order of its code, with the question as far as the code names it."""
    names = dict(inspect.getclosurevars(tell).globals)
    for call in sorted(_calls(tell), key=lambda one: (one.lineno, one.col_offset)):
        called, given = call.func, call.args
        if isinstance(called, ast.Attribute) and called.attr == "ask":
            yield from ((key, _question(given[1], names)) for key in _keys(given[0], names))
        elif isinstance(called, ast.Name) and called.id not in seen and _is_story(names.get(called.id)):
            for one, then in pairwise(given[1:]):
                yield from ((key, _question(then, names)) for key in _keys(one, names))
            yield from asked_by(names[called.id], seen | {called.id})


def offered_by(tell: Callable[..., Any]) -> set[str]:
    """The stories that its buttons begin."""
    names = inspect.getclosurevars(tell).globals
    offers = [word.value for call in _calls(tell) for word in call.keywords if word.arg == "offers"]
    return {one for offer in offers for one in _offered(offer, names)}


@cache
def _calls(tell: Callable[..., Any]) -> list[ast.Call]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(tell)))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _is_story(value: object) -> bool:
    return inspect.iscoroutinefunction(value)


def _keys(node: ast.expr, names: Mapping[str, Any]) -> list[str]:
    """The texts that an expression can name: a word, one of two, or any value of a table; a parameter names none."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):  # prompt_2 is worded as prompt
        return [str(node.values[0].value).rstrip("_")]
    if isinstance(node, ast.IfExp):
        return [*_keys(node.body, names), *_keys(node.orelse, names)]
    if isinstance(node, ast.Subscript) and _is_known(node.value, names):
        return list(_value(node.value, names).values())
    return []


def _options(node: ast.expr, names: Mapping[str, Any]) -> tuple[str, ...]:
    """The options of a question; of those that are known only when it is asked, the ones that are written down."""
    assert isinstance(node, ast.Call)
    if isinstance(node.func, ast.Attribute):  # a day from another day on, which is known when it is asked
        return ()
    question = _question(node, names)
    assert question is not None
    return question.options


def _question(node: ast.expr, names: Mapping[str, Any]) -> Question[Any] | None:
    """A question as the code writes it down, as far as it is known before it is asked."""
    kind = names.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
    if not isinstance(node, ast.Call) or not isinstance(kind, type) or not issubclass(kind, Question):
        return None
    known = [one for one in node.args if not isinstance(one, ast.Starred) or _is_known(one.value, names)]
    told = [one for one in node.keywords if _is_known(one.value, names)]
    question = _value(ast.Call(node.func, known, told), names)
    assert isinstance(question, Question)
    return question


def _handed(node: ast.expr | None, names: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The options of a question that is handed, behind its key, to a part of a story."""
    question = _question(node, names) if node is not None else None
    return question.options if question is not None else None


def _offered(node: ast.expr, names: Mapping[str, Any]) -> set[str]:
    """The stories of one offer, or of all that a table of offers holds."""
    if isinstance(node, ast.Subscript):
        return {one for offer in _value(node.value, names).values() for one in offer}
    return set(_value(node, names))


def _is_known(node: ast.expr, names: Mapping[str, Any]) -> bool:
    return all(each.id in names for each in ast.walk(node) if isinstance(each, ast.Name))


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    whole = ast.fix_missing_locations(ast.Expression(node))
    return eval(compile(whole, "story", "eval"), dict(names))  # noqa: S307 - the story's own code
