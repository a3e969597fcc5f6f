"""Calls, attributes, items and iteration across two processes: what is not plain data stays where it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.execution import errors, keras_models
from autograder.execution.channel import Channel, Gone
from autograder.execution.wire import Message, Reader, Refused, WireError, Writer, identifier

MOST_EXPORTS = 100_000
DEEPEST = 30
"""How often a call may call back before one of them returns."""
LONGEST_REPR = 300


class Peer:
    """One of the two ends: asks the other one, and answers while it waits.

    Args:
        channel: the way to the other end.
        open_to: says whether the other end may do this to this object: "call", "getattr", ...
        cells: the text of the student's cells by the file name that their code has, for the lines of errors.
        running: entered around everything that runs the code of this end's objects.
        waiting: entered while an answer is awaited.
    """

    def __init__(
        self,
        channel: Channel,
        open_to: Callable[[str, Any], bool],
        cells: Mapping[str, str] | None = None,
        running: Callable[[], contextlib.AbstractContextManager[Any]] = contextlib.nullcontext,
        waiting: Callable[[], contextlib.AbstractContextManager[Any]] = contextlib.nullcontext,
    ) -> None:
        self.channel, self.open_to, self.running, self.waiting = channel, open_to, running, waiting
        self.cells = {} if cells is None else cells
        self.lost = False
        self.extra: dict[str, Callable[..., Any]] = {}
        self._exports: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._asked, self._depth = 0, 0
        self._early: dict[Any, dict[str, Any] | None] = {}  # what was asked, with the answers that have come

    # Asking

    def ask(self, what: str, arguments: Sequence[Any] = (), named: Mapping[str, Any] | None = None) -> Any:
        """Ask the other end and wait for its answer; meanwhile answer what it asks.

        Raises:
            Gone: the other end has ended, or its answer was not waited for.
            BaseException: like the one that was raised there.
        """
        with self.asking(what, arguments, named) as answer:
            return answer()

    @contextlib.contextmanager
    def asking(
        self, what: str, arguments: Sequence[Any] = (), named: Mapping[str, Any] | None = None
    ) -> Iterator[Callable[[], Any]]:
        """Ask the other end, and give a function that waits for its answer: between the two both ends can work.

        Raises:
            Gone, BaseException: like `ask`.
        """
        if self.lost:
            raise Gone
        self._asked += 1
        number = self._asked
        asked = {"n": number, "ask": what, "args": list(arguments), "named": dict(named or {})}
        message = Writer(self._outlet).message(asked)  # what cannot be sent is an error of the one who asks
        with self._losing(), self.waiting():
            self.channel.send(message)

        def answer() -> Any:
            with self._losing(), self.waiting():
                told = self._answer_to(number)
            own = (dict(enumerate(arguments)), dict(named or {}))
            for (kind, place), theirs in told.get("changed", ()):
                _update(own[kind].get(place), theirs)
            if "error" in told:
                raise errors.rebuild(errors.read(told["error"]), self.cells)
            return told.get("value")

        self._early[number] = None
        try:
            yield answer
        finally:
            del self._early[number]

    @contextlib.contextmanager
    def _losing(self) -> Iterator[None]:
        """Hold the other end for lost when it cannot be understood, or was not waited for."""
        try:
            yield
        except Refused:
            raise
        except WireError as error:
            self.lost = True
            raise Gone(str(error)) from None
        except BaseException:
            self.lost = True
            raise

    def _answer_to(self, number: int) -> dict[str, Any]:
        while True:
            early = self._early.get(number)
            if early is not None:
                return early
            message = self.channel.receive()
            body = self._body(message)
            if "ask" in body:
                self._reply(body, message)
            elif body.get("n") in self._early:
                self._early[body["n"]] = body

    # Answering

    def serve(self) -> None:
        """Answer until the other end is closed."""
        with contextlib.suppress(Gone):
            while True:
                message = self.channel.receive()
                body = self._body(message)
                if "ask" in body:
                    self._reply(body, message)

    def _reply(self, body: dict[str, Any], message: Message) -> None:
        number, changed = body.get("n"), []
        self._depth += 1
        try:
            with self.running():
                if self._depth > DEEPEST:
                    raise RecursionError(f"calls across two processes were nested more than {DEEPEST} deep")
                value = self._do(body)
                if body["ask"] == "call":
                    changed = self._changed(body, message)
                answer = Writer(self._outlet).message({"n": number, "value": value, "changed": changed})
        except Gone:
            raise
        except BaseException as error:
            answer = self._error(number, error, self._changed_for_sure(body, message))
        finally:
            self._depth -= 1
        self.channel.send(answer)

    def _error(self, number: Any, error: BaseException, changed: list[Any]) -> Message:
        try:
            return Writer(self._outlet).message({"n": number, "error": errors.describe(error), "changed": changed})
        except Exception:
            return Writer().message({"n": number, "error": errors.describe(WireError("an error without words"))})

    def _do(self, body: dict[str, Any]) -> Any:
        what, arguments, named = body["ask"], body["args"], body["named"]
        if what in self.extra:
            return self.extra[what](*arguments, **named)
        target, *rest = arguments
        if what not in ACTIONS or not self.open_to(what, target):
            raise WireError(f"{what!r} is not possible here")
        if what == "call":
            return target(*rest, **named)
        return ACTIONS[what](target, *rest)

    def _changed(self, body: dict[str, Any], message: Message) -> list[Any]:
        """List the arguments that a call has changed in place, each with its place and its new value."""
        again = Writer(self._outlet).message(body)
        if (again.header, again.blocks) == (message.header, message.blocks):
            return []
        mutable = list | dict | set | np.ndarray | np.random.Generator | tuple
        places = [((0, place), value) for place, value in enumerate(body["args"])]
        places += [((1, name), value) for name, value in body["named"].items()]
        return [[place, value] for place, value in places if isinstance(value, mutable) or keras_models.is_model(value)]

    def _changed_for_sure(self, body: dict[str, Any], message: Message) -> list[Any]:
        try:
            return self._changed(body, message) if body["ask"] == "call" else []
        except BaseException:
            return []

    # What is not plain

    def _body(self, message: Message) -> dict[str, Any]:
        body = Reader(message.blocks, self._inlet).value(message.header)
        if not isinstance(body, dict) or not ("ask" in body or "value" in body or "error" in body):
            raise WireError("a question or an answer was expected")
        if "ask" in body:
            arguments, named = body.get("args"), body.get("named")
            if not isinstance(arguments, list) or not isinstance(named, dict) or not all(map(identifier, named)):
                raise WireError("arguments were expected")
        elif not all(_is_change(change) for change in body.get("changed", ())):
            raise WireError("changed arguments were expected")
        return body

    def _outlet(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, Foreign):
            return {"t": "own", "id": object.__getattribute__(value, "_number")}
        model = keras_models.describe(value)
        if model is not None:
            return model
        if hasattr(type(value), "__array__") and not callable(value) and not keras_models.is_symbolic(value):
            return None
        able = [name for name in ABILITIES if name != "__call__" and hasattr(type(value), name)]
        if callable(value):
            able.append("__call__")
        called = getattr(value, "__name__", "")
        return {
            "t": "handle",
            "id": self._export(value),
            "kind": type(value).__name__,
            "name": called if isinstance(called, str) else "",
            "home": str(getattr(value, "__module__", "")),
            "able": able,
        }

    def _export(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._exports) + 1
            if number > MOST_EXPORTS:
                raise WireError(f"at most {MOST_EXPORTS} objects may be shared")
            self._exports[number], self._numbers[id(value)] = value, number
        return number

    def _inlet(self, form: dict[str, Any], reader: Reader) -> Any:
        if form["t"] == "own":
            if form["id"] not in self._exports:
                raise WireError("an object that was shared before was expected")
            return self._exports[form["id"]]
        if form["t"] == "keras":
            return keras_models.rebuild({name: reader.read(form[name]) for name in ("config", "weights")})
        if form["t"] != "handle" or type(form["id"]) is not int:
            raise WireError(f"an unknown kind of value came: {form['t']!r}"[:100])
        return foreign(self, form)


class Foreign:
    """Stands for an object of the other process. Two of them are equal only if they are one and the same."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return object.__getattribute__(self, "_peer").ask("getattr", [self, name])

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "_peer").ask("setattr", [self, name, value])

    def __repr__(self) -> str:
        return str(object.__getattribute__(self, "_peer").ask("repr", [self]))[:LONGEST_REPR]

    def __copy__(self) -> Foreign:
        return self

    def __deepcopy__(self, memo: Any) -> Foreign:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("an object of another process cannot be saved")


def _asks(what: str) -> Callable[..., Any]:
    return lambda self, *arguments: object.__getattribute__(self, "_peer").ask(what, [self, *arguments])


def _call(self: Any, *arguments: Any, **named: Any) -> Any:
    return object.__getattribute__(self, "_peer").ask("call", [self, *arguments], named)


def _length(self: Any) -> int:
    return int(_asks("len")(self))


def _contains(self: Any, item: Any) -> bool:
    return bool(_asks("contains")(self, item))


def _iterate(self: Any) -> Iterator[Any]:
    iterator = _asks("iter")(self)
    return iter(iterator) if not isinstance(iterator, Foreign) else iterator


def _setitem(self: Any, key: Any, value: Any) -> None:
    _asks("setitem")(self, key, value)


ABILITIES: dict[str, Any] = {
    "__call__": _call,
    "__len__": _length,
    "__iter__": _iterate,
    "__next__": _asks("next"),
    "__getitem__": _asks("getitem"),
    "__setitem__": _setitem,
    "__contains__": _contains,
}
ACTIONS: dict[str, Callable[..., Any]] = {
    "call": lambda target, *arguments: target(*arguments),
    "len": lambda target: len(target),
    "iter": lambda target: _Iterator(iter(target)),
    "next": lambda target: next(target),
    "getitem": lambda target, key: target[key],
    "setitem": lambda target, key, value: target.__setitem__(key, value),
    "contains": lambda target, item: item in target,
    "getattr": lambda target, name: getattr(target, name),
    "setattr": lambda target, name, value: setattr(target, name, value),
    "repr": lambda target: repr(target)[:LONGEST_REPR],
}


class _Iterator:
    """An iterator that is an object of its own, also where the iterator is a list's or a range's."""

    def __init__(self, iterator: Iterator[Any]) -> None:
        self.iterator = iterator

    def __iter__(self) -> _Iterator:
        return self

    def __next__(self) -> Any:
        return next(self.iterator)


def foreign(peer: Peer, form: Mapping[str, Any]) -> Foreign:
    """Make the stand-in for an object of the other end: it can do what the object can, and no more."""
    able = {name: ABILITIES[name] for name in form["able"] if name in ABILITIES}
    made: Foreign = object.__new__(type(identifier(form["kind"]) or "unnamed", (Foreign,), able))
    own = {"_peer": peer, "_number": form["id"]}
    if "__call__" in able:
        own |= {"__name__": identifier(form["name"]) or "unnamed", "__module__": str(form["home"])[:200]}
    for name, value in own.items():
        object.__setattr__(made, name, value)
    return made


def _is_change(change: Any) -> bool:
    match change:
        case [(0, int()) | (1, str()), _]:
            return True
    return False


def _update(mine: Any, theirs: Any) -> None:
    """Do to an argument of this end what the call has done to its copy at the other end."""
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        if mine.shape == theirs.shape and mine.dtype == theirs.dtype and mine.tobytes() != theirs.tobytes():
            mine[...] = theirs
    elif isinstance(mine, list | tuple) and isinstance(theirs, list | tuple):
        if isinstance(mine, list) and (len(mine) != len(theirs) or not all(map(_can_update, mine, theirs))):
            mine[:] = theirs
        else:
            for one, other in zip(mine, theirs, strict=False):
                _update(one, other)
    elif (isinstance(mine, dict) and isinstance(theirs, dict)) or (isinstance(mine, set) and isinstance(theirs, set)):
        mine.clear()
        mine.update(theirs)
    elif isinstance(mine, np.random.Generator) and isinstance(theirs, np.random.Generator):
        if type(mine.bit_generator) is type(theirs.bit_generator):
            mine.bit_generator.state = theirs.bit_generator.state
    elif keras_models.is_model(mine) and keras_models.is_model(theirs):
        with contextlib.suppress(ValueError):  # of another build than before
            mine.set_weights(theirs.get_weights())


def _can_update(mine: Any, theirs: Any) -> bool:
    """Say whether an item can stay the same object: an array or a list keeps what else points at it."""
    if isinstance(mine, np.ndarray):
        return isinstance(theirs, np.ndarray) and mine.shape == theirs.shape and mine.dtype == theirs.dtype
    return isinstance(mine, list | tuple | dict) and type(mine) is type(theirs)
