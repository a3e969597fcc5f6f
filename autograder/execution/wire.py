"""Plain data as bytes: a header in JSON, and arrays in NumPy's npy format. No pickles, and limits on everything.

What is read here may come from a process that wants to mislead or to overwhelm the reader. Reading therefore builds
nothing but plain values and never calls anything that came with them.
"""

from __future__ import annotations

import base64
import io
import json
import math
import re
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from keyword import iskeyword
from typing import Any, ClassVar

import numpy as np

ARRAY_KINDS = "biufcSUmM"
GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
IDENTIFIER = re.compile(r"[A-Za-z_]\w{0,99}", re.ASCII)


class WireError(ValueError):
    """Bytes that are no plain data, or more than the limits allow; also a value that cannot be sent."""


class Refused(WireError):
    """A whole and well-formed value that is not accepted; what comes after it can be read."""


@dataclass(frozen=True)
class WireLimits:
    """How much one message may hold.

    Args:
        bytes: of the header and all arrays together.
        header_bytes: of the header alone: a megabyte of JSON takes many times its size in memory.
        depth: of values inside values.
        items: of single values, array elements not counted.
        digits: of a whole number.
        axes: of an array.
    """

    bytes: int = 256 << 20
    header_bytes: int = 16 << 20
    depth: int = 40
    items: int = 500_000
    digits: int = 4000
    axes: int = 16


LIMITS = WireLimits()
Outlet = Callable[[Any], dict[str, Any] | None]
"""Describes a value that is not plain, or returns None where it cannot."""
Inlet = Callable[[dict[str, Any], "Reader"], Any]
"""Rebuilds a value from such a description."""


@dataclass
class Message:
    """A value ready to be sent: its header and its arrays, each as bytes."""

    header: bytes
    blocks: list[bytes]


@dataclass
class Writer:
    """Turns one value into a message.

    Args:
        outlet: is asked for a description of what is not plain.
        limits: how much the message may hold.
    """

    outlet: Outlet = lambda value: None
    limits: WireLimits = LIMITS
    blocks: list[bytes] = field(default_factory=list)
    size: int = 0
    items: int = 0

    def message(self, value: Any) -> Message:
        """Write a value.

        Raises:
            WireError: when the value is not plain, or too much.
        """
        try:
            header = json.dumps(self.plain(value), allow_nan=False, separators=(",", ":")).encode()
        except RecursionError:
            raise WireError(f"at most {self.limits.depth} values inside each other were expected") from None
        if len(header) > self.limits.header_bytes:
            raise WireError(f"{_megabytes(len(header))} of text came; at most {_megabytes(self.limits.header_bytes)}")
        self._count_bytes(len(header))
        return Message(header, self.blocks)

    def plain(self, value: Any, depth: int = 0) -> Any:
        """Write a value as JSON's own types; arrays go to `blocks`."""
        self.items += 1
        if depth > self.limits.depth:
            raise WireError(f"at most {self.limits.depth} values inside each other were expected")
        if self.items > self.limits.items:
            raise WireError(f"at most {self.limits.items} values in one were expected")
        if value is None or value is True or value is False:
            return value
        for kind, write in self.KINDS:
            if isinstance(value, kind):
                return write(self, value, depth + 1)
        described = self.outlet(value)
        if described is not None:
            return self.described(described, depth + 1)
        if hasattr(type(value), "__array__"):
            return self._array(np.asarray(value), depth)
        raise WireError(f"a value of type {type(value).__name__} is no plain data")

    def described(self, parts: dict[str, Any], depth: int) -> dict[str, Any]:
        """Write what an outlet says of a value; the values of its parts may hold arrays."""
        return {name: part if name == "t" else self.plain(part, depth) for name, part in parts.items()}

    def _text(self, value: str, depth: int) -> str:
        return str.__str__(value)

    def _whole(self, value: int, depth: int) -> Any:
        number = int(value)
        if number.bit_length() > self.limits.digits * 3.33:
            raise WireError(f"a whole number of at most {self.limits.digits} digits was expected")
        return number if abs(number) < 1 << 53 else {"t": "int", "v": hex(number)}

    def _float(self, value: float, depth: int) -> Any:
        number = float(value)
        return number if math.isfinite(number) else {"t": "float", "v": str(number)}

    def _complex(self, value: complex, depth: int) -> Any:
        return {"t": "complex", "v": [self._float(value.real, depth), self._float(value.imag, depth)]}

    def _expect(self, more: int) -> None:
        """Refuse a long list before its items are read one by one."""
        if self.items + more > self.limits.items:
            raise WireError(f"at most {self.limits.items} values in one were expected")

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        self._expect(list.__len__(value))
        return [self.plain(item, depth) for item in list.__iter__(value)]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> dict[str, Any]:
        self._expect(tuple.__len__(value))
        items = [self.plain(item, depth) for item in tuple.__iter__(value)]
        fields: Any = getattr(type(value), "_fields", None)
        if type(value) is tuple or not _are_fields(fields, len(items)):
            return {"t": "tuple", "v": items}
        return {"t": "named", "name": identifier(type(value).__name__) or "unnamed", "fields": [*fields], "v": items}

    def _dict(self, value: dict[Any, Any], depth: int) -> dict[str, Any]:
        self._expect(dict.__len__(value))
        pairs = [[self.plain(key, depth), self.plain(item, depth)] for key, item in dict.items(value)]
        return {"t": "dict", "v": pairs}

    def _set(self, value: set[Any] | frozenset[Any], depth: int) -> dict[str, Any]:
        kind = "set" if isinstance(value, set) else "frozenset"
        return {"t": kind, "v": [self.plain(item, depth) for item in value]}

    def _bytes(self, value: bytes | bytearray, depth: int) -> dict[str, Any]:
        return {"t": "bytes", "v": base64.b64encode(bytes(value)).decode()}

    def _slice(self, value: slice, depth: int) -> dict[str, Any]:
        return {"t": "slice", "v": [self.plain(part, depth) for part in (value.start, value.stop, value.step)]}

    def _range(self, value: range, depth: int) -> dict[str, Any]:
        return {"t": "range", "v": [self.plain(part, depth) for part in (value.start, value.stop, value.step)]}

    def _ellipsis(self, value: Any, depth: int) -> dict[str, Any]:
        return {"t": "ellipsis"}

    def _fraction(self, value: Fraction, depth: int) -> dict[str, Any]:
        return {"t": "fraction", "v": [self.plain(value.numerator, depth), self.plain(value.denominator, depth)]}

    def _decimal(self, value: Decimal, depth: int) -> dict[str, Any]:
        return {"t": "decimal", "v": str(value)}

    def _scalar(self, value: np.generic, depth: int) -> Any:
        if value.dtype.kind not in ARRAY_KINDS:
            return self._array(np.asarray(value), depth)
        return {"t": "scalar", "b": self._block(np.asarray(value))}

    def _array(self, value: np.ndarray, depth: int) -> Any:
        if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            return {"t": "masked", "v": self.plain(value.filled(), depth), "mask": self.plain(value.mask, depth)}
        array = np.ndarray.view(value, np.ndarray)
        if array.dtype.kind == "O":
            self._expect(array.size)
            shape = [self.plain(size, depth) for size in array.shape]
            return {"t": "objects", "shape": shape, "v": [self.plain(item, depth) for item in array.flat]}
        if array.dtype.kind not in ARRAY_KINDS:
            array = array.astype(np.float32)  # bfloat16 and its like, which NumPy alone does not know
        return {"t": "array", "b": self._block(array)}

    def _generator(self, value: np.random.Generator, depth: int) -> dict[str, Any]:
        bits = value.bit_generator
        return {"t": "generator", "name": type(bits).__name__, "v": self.plain(bits.state, depth)}

    def _block(self, array: np.ndarray) -> int:
        self._count_bytes(array.nbytes)
        block = io.BytesIO()
        np.lib.format.write_array(block, array, version=(1, 0), allow_pickle=False)
        self.blocks.append(block.getvalue())
        return len(self.blocks) - 1

    def _count_bytes(self, size: int) -> None:
        self.size += size
        if self.size > self.limits.bytes:
            raise WireError(f"{_megabytes(self.size)} came; at most {_megabytes(self.limits.bytes)} were expected")

    # The order matters: bool before int, NumPy's float64 (which is a float) before float.
    KINDS: ClassVar[Any] = (
        (np.generic, _scalar),
        (str, _text),
        (int, _whole),
        (float, _float),
        (list, _list),
        (tuple, _tuple),
        (dict, _dict),
        (np.ndarray, _array),
        (complex, _complex),
        (set, _set),
        (frozenset, _set),
        (bytes, _bytes),
        (bytearray, _bytes),
        (slice, _slice),
        (range, _range),
        (type(...), _ellipsis),
        (Fraction, _fraction),
        (Decimal, _decimal),
        (np.random.Generator, _generator),
    )


@dataclass
class Reader:
    """Turns a message back into a value.

    Args:
        blocks: the message's arrays.
        inlet: rebuilds what an outlet has described.
        limits: how much a message may hold.
    """

    blocks: Sequence[bytes]
    inlet: Inlet | None = None
    limits: WireLimits = LIMITS
    items: int = 0

    def value(self, header: bytes) -> Any:
        """Read a value.

        Raises:
            WireError: when the bytes are no message, or too much.
        """
        heads = 256 * len(self.blocks)  # of each npy block; the writer counts the numbers alone
        if len(header) > self.limits.header_bytes or sum(map(len, self.blocks)) > self.limits.bytes + heads:
            raise WireError(f"a message of at most {_megabytes(self.limits.bytes)} was expected")
        try:
            return self.read(json.loads(header, parse_constant=_no_constant))
        except WireError:
            raise
        except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError, ArithmeticError) as error:
            raise WireError(f"plain data was expected; came {type(error).__name__}: {error}"[:300]) from None

    def read(self, form: Any, depth: int = 0) -> Any:
        """Read one value out of JSON's own types."""
        self.items += 1
        if depth > self.limits.depth or self.items > self.limits.items:
            raise WireError("more values than the limits allow came")
        if form is None or isinstance(form, bool | str | float):
            return form
        if isinstance(form, int):
            return self._bounded(form)
        if isinstance(form, list):
            return [self.read(item, depth + 1) for item in form]
        read = self.TAGS.get(form["t"])
        if read is not None:
            return read(self, form, depth + 1)
        if self.inlet is None:
            raise WireError(f"an unknown kind of value came: {form['t']!r}"[:100])
        return self.inlet(form, self)

    def _bounded(self, number: int) -> int:
        if number.bit_length() > self.limits.digits * 3.33 + 4:
            raise WireError(f"a whole number of at most {self.limits.digits} digits was expected")
        return number

    def _whole(self, form: dict[str, Any], depth: int) -> int:
        if len(form["v"]) > self.limits.digits:
            raise WireError(f"a whole number of at most {self.limits.digits} digits was expected")
        return self._bounded(int(form["v"], 16))

    def _float(self, form: dict[str, Any], depth: int) -> float:
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[form["v"]]

    def _complex(self, form: dict[str, Any], depth: int) -> complex:
        real, imaginary = self.read(form["v"], depth)
        return complex(float(real), float(imaginary))

    def _items(self, form: dict[str, Any], depth: int) -> list[Any]:
        if not isinstance(form["v"], list):
            raise WireError("a list of items was expected")
        return [self.read(item, depth) for item in form["v"]]

    def _tuple(self, form: dict[str, Any], depth: int) -> tuple[Any, ...]:
        return tuple(self._items(form, depth))

    def _named(self, form: dict[str, Any], depth: int) -> tuple[Any, ...]:
        items, fields = self._items(form, depth), form["fields"]
        if not _are_fields(fields, len(items)):
            raise WireError("names for the items of a tuple were expected")
        make: Any = namedtuple  # its name and fields are known only now, which its type does not foresee
        kind = make(identifier(form["name"]) or "unnamed", fields)
        made: tuple[Any, ...] = kind._make(items)
        return made

    def _dict(self, form: dict[str, Any], depth: int) -> dict[Any, Any]:
        return {self.read(key, depth): self.read(item, depth) for key, item in form["v"]}

    def _set(self, form: dict[str, Any], depth: int) -> set[Any]:
        return set(self._items(form, depth))

    def _frozenset(self, form: dict[str, Any], depth: int) -> frozenset[Any]:
        return frozenset(self._items(form, depth))

    def _bytes(self, form: dict[str, Any], depth: int) -> bytes:
        return base64.b64decode(form["v"], validate=True)

    def _slice(self, form: dict[str, Any], depth: int) -> slice:
        start, stop, step = self._items(form, depth)
        return slice(start, stop, step)

    def _range(self, form: dict[str, Any], depth: int) -> range:
        start, stop, step = self._items(form, depth)
        return range(start, stop, step)

    def _ellipsis(self, form: dict[str, Any], depth: int) -> Any:
        return ...

    def _fraction(self, form: dict[str, Any], depth: int) -> Fraction:
        numerator, denominator = self._items(form, depth)
        return Fraction(numerator, denominator)

    def _decimal(self, form: dict[str, Any], depth: int) -> Decimal:
        number = Decimal(form["v"][: self.limits.digits])
        if number.is_finite() and abs(number.adjusted()) > self.limits.digits:
            raise WireError(f"a number of at most {self.limits.digits} digits was expected")
        return number

    def _scalar(self, form: dict[str, Any], depth: int) -> Any:
        array = self._block(form["b"])
        if array.ndim:
            raise WireError("a single number was expected")
        return array[()]

    def _array(self, form: dict[str, Any], depth: int) -> np.ndarray:
        return self._block(form["b"])

    def _masked(self, form: dict[str, Any], depth: int) -> np.ndarray:
        return np.ma.MaskedArray(self.read(form["v"], depth), mask=self.read(form["mask"], depth))

    def _objects(self, form: dict[str, Any], depth: int) -> np.ndarray:
        shape, items = tuple(form["shape"]), self._items(form, depth)
        if len(shape) > self.limits.axes or math.prod(shape) != len(items) or min(shape, default=0) < 0:
            raise WireError("an array with as many items as its shape says was expected")
        array = np.empty(len(items), dtype=object)
        for place, item in enumerate(items):
            array[place] = item
        return array.reshape(shape)

    def _generator(self, form: dict[str, Any], depth: int) -> np.random.Generator:
        if form["name"] not in GENERATORS:
            raise WireError("one of NumPy's generators was expected")
        bits = getattr(np.random, form["name"])(0)
        bits.state = self.read(form["v"], depth)
        return np.random.Generator(bits)

    def _block(self, index: Any) -> np.ndarray:
        if type(index) is not int or not 0 <= index < len(self.blocks):
            raise WireError("the number of an array in this message was expected")
        block = io.BytesIO(self.blocks[index])
        if np.lib.format.read_magic(block) != (1, 0):
            raise WireError("an array in npy format 1.0 was expected")
        shape, columns_first, dtype = np.lib.format.read_array_header_1_0(block, max_header_size=10_000)
        if dtype.kind not in ARRAY_KINDS or dtype.names or len(shape) > self.limits.axes or min(shape, default=0) < 0:
            raise WireError(f"an array of numbers was expected; came one of {dtype} and {len(shape)} axes"[:200])
        count, begins = math.prod(shape), block.tell()
        if count * dtype.itemsize != len(self.blocks[index]) - begins:
            raise WireError("an array with as many bytes as its shape says was expected")
        if count == 0 or dtype.itemsize == 0:
            return np.zeros(shape, dtype)
        # A copy: what NumPy reads from bytes is read-only, and whoever called may still hold them.
        flat = np.frombuffer(self.blocks[index], dtype, count, begins).copy()
        return flat.reshape(shape, order="F" if columns_first else "C")

    TAGS: ClassVar[Any] = {
        "int": _whole,
        "float": _float,
        "complex": _complex,
        "tuple": _tuple,
        "named": _named,
        "dict": _dict,
        "set": _set,
        "frozenset": _frozenset,
        "bytes": _bytes,
        "slice": _slice,
        "range": _range,
        "ellipsis": _ellipsis,
        "fraction": _fraction,
        "decimal": _decimal,
        "scalar": _scalar,
        "array": _array,
        "masked": _masked,
        "objects": _objects,
        "generator": _generator,
    }


def _are_fields(fields: Any, count: int) -> bool:
    """Say whether these are names for the items of a named tuple."""
    return (
        isinstance(fields, list | tuple)
        and len(fields) == count == len(set(fields))
        and all(identifier(name) and not name.startswith("_") for name in fields)
    )


def identifier(name: Any) -> str:
    """Give back a name that is safe to show and to make a class of; else ""."""
    return name if isinstance(name, str) and IDENTIFIER.fullmatch(name) and not iskeyword(name) else ""


def _no_constant(name: str) -> Any:
    raise WireError(f"a number was expected; came {name}")


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.3g} MB"
