"""What crosses between two processes is plain, whole and bounded, whoever has written it."""

from __future__ import annotations

import contextlib
import json
import math
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy

from autograder.execution.wire import Reader, WireError, WireLimits, Writer

keys = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.tuples(st.integers(), st.text(max_size=3)))
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=20),
    st.binary(max_size=20),
    st.just(...),
    st.fractions(),
    st.decimals(allow_nan=False, min_value=-1000, max_value=1000),
    st.builds(range, st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 3)),
    st.builds(slice, st.none() | st.integers(), st.none() | st.integers(), st.none() | st.integers()),
    st.sets(keys, max_size=4),
    st.frozensets(keys, max_size=4),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=20,
)
dtypes = st.one_of(
    of_numpy.boolean_dtypes(),
    of_numpy.integer_dtypes(endianness="?"),
    of_numpy.unsigned_integer_dtypes(),
    of_numpy.floating_dtypes(sizes=(16, 32, 64)),
    of_numpy.complex_number_dtypes(sizes=(64, 128)),
    of_numpy.unicode_string_dtypes(max_len=4),
)


def across(value: Any, limits: WireLimits | None = None) -> Any:
    message = Writer(limits=limits or WireLimits()).message(value)
    return Reader(message.blocks, limits=limits or WireLimits()).value(message.header)


def identical(one: Any, other: Any) -> bool:
    """Say whether two plain values are of one type and equal, NaN to NaN and -0.0 to -0.0 alone."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or one.hex() == other.hex()
    if isinstance(one, complex):
        return identical(one.real, other.real) and identical(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(identical, one.values(), other.values()))
    return bool(one == other)


@given(values)
def test_every_plain_value_comes_out_as_it_went_in(value: Any) -> None:
    assert identical(across(value), value)


@given(of_numpy.arrays(dtypes, of_numpy.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)), st.booleans())
def test_every_array_of_numbers_keeps_its_type_shape_and_numbers(array: np.ndarray, turned: bool) -> None:
    array = array.T if turned else array
    came = across([array])[0]
    assert (came.dtype, came.shape) == (array.dtype, array.shape)
    assert came.tobytes() == array.tobytes()
    assert came.flags.writeable


@given(of_numpy.from_dtype(np.dtype("f4")) | of_numpy.from_dtype(np.dtype("u1")) | of_numpy.from_dtype(np.dtype("?")))
def test_a_numpy_scalar_stays_one(number: np.generic) -> None:
    came = across(number)
    assert type(came) is type(number)
    assert came.tobytes() == number.tobytes()


def test_a_negative_zero_and_a_large_float_keep_every_bit() -> None:
    assert math.copysign(1, across(-0.0)) == -1
    assert across([1e308, 5e-324, 0.1]) == [1e308, 5e-324, 0.1]


def test_objects_that_are_numbers_cross_inside_an_array() -> None:
    came = across(np.array([[Fraction(1, 3), 10**40], [Decimal("0.5"), None]], dtype=object))
    assert came.shape == (2, 2)
    assert came.tolist() == [[Fraction(1, 3), 10**40], [Decimal("0.5"), None]]


def test_a_masked_entry_stays_masked_and_a_mask_of_nothing_is_no_mask() -> None:
    masked = np.ma.MaskedArray([1.0, 2.0, 3.0], mask=[0, 1, 0])
    assert across(masked).mask.tolist() == [False, True, False]
    assert type(across(np.ma.MaskedArray([1.0, 2.0]))) is np.ndarray


def test_what_a_subclass_says_of_itself_does_not_cross() -> None:
    class Agrees(np.ndarray):
        def __eq__(self, other: object) -> Any:
            return np.ones(self.shape, bool)

        __hash__ = None  # type: ignore[assignment]

    class Number(float):
        def __float__(self) -> float:
            return 99.0

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    class Always(list):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            return iter([7])

    array, number, items = across((np.zeros(2).view(Agrees), Number(5), Always([1, 2])))
    assert type(array) is np.ndarray
    assert type(number) is float
    assert type(items) is list
    assert items == [1, 2]


def test_a_named_tuple_keeps_its_names() -> None:
    came = across(namedtuple("Edges", "magnitude angle")(3, np.arange(2)))
    assert (came.magnitude, came.angle.tolist(), type(came).__name__) == (3, [0, 1], "Edges")


def test_a_generator_goes_on_where_it_stood() -> None:
    generator = np.random.default_rng(5)
    generator.normal(size=3)
    assert across(generator).normal(size=4).tolist() == generator.normal(size=4).tolist()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (object(), "no plain data"),
        (lambda: 0, "no plain data"),
        ([[[[[[0]]]]]], "inside each other"),
        (list(range(30)), "values in one"),
        (10**50, "digits"),
        (np.zeros(2000), "MB came"),
        ("a" * 600, "of text"),
    ],
)
def test_what_is_not_plain_or_too_much_is_refused_when_sent(value: Any, said: str) -> None:
    limits = WireLimits(bytes=10_000, header_bytes=500, depth=5, items=20, digits=40)
    with pytest.raises(WireError, match=said):
        Writer(limits=limits).message(value)


def test_a_value_that_holds_itself_is_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(WireError, match="inside each other"):
        Writer().message(ring)


def npy(array: np.ndarray) -> bytes:
    writer = Writer()
    writer.message(array)
    return writer.blocks[0]


HUGE = npy(np.zeros(3)).replace(b"(3,)", b"(9,)")
PICKLED = npy(np.zeros(3)).replace(b"'<f8'", b"'|O' ")


@pytest.mark.parametrize(
    "header",
    [
        *(b"", b"\xff\xfe", b"{", b"NaN", b"[Infinity]", b"[" * 100_000, b"9" * 5000, b'{"t":"no such"}', b"{}"),
        *(b'{"t":"int","v":5}', b'{"t":"float","v":"1"}', b'{"t":"complex","v":[1]}', b'{"t":"tuple","v":3}'),
        *(
            b'{"t":"dict","v":[[[],1]]}',
            b'{"t":"set","v":[[]]}',
            b'{"t":"bytes","v":"*"}',
            b'{"t":"range","v":[0,1,0]}',
        ),
        *(b'{"t":"array","b":-1}', b'{"t":"array","b":true}', b'{"t":"array","b":99}', b'{"t":"array","b":"0"}'),
        *(b'{"t":"array","b":0}', b'{"t":"array","b":1}', b'{"t":"array","b":2}', b'{"t":"scalar","b":3}'),
        *(b'{"t":"objects","shape":[2],"v":[1]}', b'{"t":"objects","shape":[-1,-1],"v":[1]}', b'{"t":["x"]}'),
        *(b'{"t":"generator","name":"RandomState","v":1}', b'{"t":"generator","name":"PCG64","v":{"t":"dict","v":[]}}'),
        *(b'{"t":"fraction","v":[1,0]}', b'{"t":"decimal","v":"1e99999999"}', b'{"t":"decimal","v":[]}'),
        *(b'{"t":"named","name":"a","fields":["class"],"v":[1]}', b'{"t":"named","name":"a","fields":[1],"v":[1]}'),
    ],
)
def test_bytes_that_are_no_message_are_refused_and_never_anything_else(header: bytes) -> None:
    with pytest.raises(WireError):
        Reader([HUGE, PICKLED, b"\x80\x04.", npy(np.zeros(2))]).value(header)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(header: bytes, block: bytes) -> None:
    with contextlib.suppress(WireError):
        Reader([block]).value(header)


parts = st.sampled_from(["t", "v", "b", "shape", "name", "fields", "mask"])
forms = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(sorted(Reader.TAGS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(parts, inner, max_size=4),
    max_leaves=12,
)


@given(forms)
def test_json_of_any_form_is_read_or_refused(form: Any) -> None:
    with contextlib.suppress(WireError):
        Reader([npy(np.arange(3))]).value(json.dumps(form).encode())


def test_a_message_larger_than_allowed_is_refused_when_read() -> None:
    message = Writer().message(np.zeros(5000))
    with pytest.raises(WireError, match="at most"):
        Reader(message.blocks, limits=WireLimits(bytes=1000)).value(message.header)
