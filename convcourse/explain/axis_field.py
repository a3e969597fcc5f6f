"""Where the units of a layer look along one axis, for layers that shrink maps and for those that enlarge them.

After convolutions and pooling, every unit sees as many pixels as its neighbour, `jump` pixels further on. After an
enlargement by s, units take turns: the fields repeat themselves only every s units. So a field is kept as the pixels
that a few units see, and the pixels by which the same pattern has moved on when it begins anew.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class AxisField:
    """The pixels between the first and the last one that each unit sees; they count on into the padding.

    Args:
        regions: First and last pixel seen by units 0, 1, ..., until the pattern begins anew; one pair where all units
            are alike.
        advance: Pixels from one pattern to the next; 0 if every unit sees the whole input.
    """

    regions: tuple[tuple[int, int], ...]
    advance: int

    @property
    def size(self) -> int:
        """Pixels from the first to the last one that a unit sees; of the unit that sees most, where they differ."""
        return max(last - first + 1 for first, last in self.regions)

    @property
    def jump(self) -> Fraction:
        """Pixels between the fields of neighbouring units, on average."""
        return Fraction(self.advance, len(self.regions))

    @property
    def start(self) -> int:
        """The first pixel that unit 0 sees; negative in the padding."""
        return self.regions[0][0]

    @property
    def whole(self) -> bool:
        """Whether every unit sees the whole input."""
        return self.advance == 0

    @property
    def centre(self) -> Fraction:
        """The middle of what unit 0 sees; the mean over the pattern, taken back to unit 0, where units differ."""
        count = len(self.regions)
        middle = Fraction(sum(first + last for first, last in self.regions), 2 * count)
        return middle - self.jump * Fraction(count - 1, 2)

    def region(self, unit: int) -> tuple[int, int]:
        """Return the first and the last pixel that a unit sees.

        >>> AxisField(((-1, 1),), 2).region(3)
        (5, 7)
        """
        pattern, place = divmod(unit, len(self.regions))
        first, last = self.regions[place]
        return first + pattern * self.advance, last + pattern * self.advance


PIXEL = AxisField(((0, 0),), 1)


def whole_input(pixels: int) -> AxisField:
    """Return the field of a unit that sees everything."""
    return AxisField(((0, pixels - 1),), 0)


def slide(field: AxisField, *, kernel: int, stride: int = 1, before: int = 0, dilation: int = 1) -> AxisField:
    """Return the field after a window has slid along: convolution and pooling, padding and cropping.

    Args:
        field: Of the units that the window sees.
        kernel, stride, dilation: Of the window.
        before: Units added before the first one; negative if they are cut off.

    >>> slide(slide(PIXEL, kernel=3, stride=2, before=1), kernel=3, stride=2, before=1)
    AxisField(regions=((-3, 3),), advance=4)
    """
    count = len(field.regions)
    period = count // math.gcd(count, stride)
    return _joined(
        field,
        period,
        field.advance * (period * stride // count),
        lambda unit: [unit * stride - before + tap * dilation for tap in range(kernel)],
    )


def enlarge(field: AxisField, *, kernel: int, stride: int, before: int = 0, dilation: int = 1) -> AxisField:
    """Return the field after a transposed convolution.

    Unit u gets from unit i through tap t where u = i * stride + t * dilation - before.

    Args:
        field: Of the units that are spread out.
        kernel, stride, dilation: Of the convolution that is transposed.
        before: Units cut off before the first one: the padding of the convolution that is transposed.

    Raises:
        ValueError: The kernel leaves holes between its copies, and a unit there sees nothing.
    """

    def sources(unit: int) -> list[int]:
        places = [unit + before - tap * dilation for tap in range(kernel)]
        return [place // stride for place in places if place % stride == 0]

    period = len(field.regions) * stride
    if not all(sources(unit) for unit in range(stride)):
        raise ValueError(
            f"kernel of {kernel} is spread with stride {stride}: some units between the copies see nothing"
        )
    return _joined(field, period, field.advance, sources)


def repeat(field: AxisField, *, factor: int, linear: bool = False) -> AxisField:
    """Return the field after upsampling.

    Args:
        field: Of the units that are repeated.
        factor: How often.
        linear: Mix the two nearest units, and do not just repeat the nearest one.
    """

    def sources(unit: int) -> list[int]:
        place = Fraction(2 * unit + 1, 2 * factor) - Fraction(1, 2)
        return [math.floor(place), math.ceil(place)] if linear else [unit // factor]

    return _joined(field, len(field.regions) * factor, field.advance, sources)


def meet(fields: Sequence[AxisField]) -> AxisField:
    """Return the field of a unit where branches meet, as in a sum or a concatenation.

    Raises:
        ValueError: The branches do not line up: they have different jumps or centres.

    Source: Araujo, Norris and Sim (2019).
    """
    jumps = {field.jump for field in fields}
    if len(jumps) > 1:
        raise ValueError(f"branches do not line up: they jump by {_spell(jumps)} pixels")
    centres = {field.centre for field in fields}
    if len(centres) > 1:
        raise ValueError(f"branches do not line up: unit 0 is centred on pixels {_spell(centres)}")
    period = math.lcm(*(len(field.regions) for field in fields))
    both = [[field.region(unit) for field in fields] for unit in range(period)]
    hulls = tuple((min(first for first, _ in each), max(last for _, last in each)) for each in both)
    return _shortest(hulls, int(fields[0].jump * period))


def _joined(field: AxisField, period: int, advance: int, sources: Callable[[int], list[int]]) -> AxisField:
    regions = []
    for unit in range(period):
        seen = [field.region(source) for source in sources(unit)]
        regions.append((min(first for first, _ in seen), max(last for _, last in seen)))
    return _shortest(tuple(regions), advance)


def _shortest(regions: tuple[tuple[int, int], ...], advance: int) -> AxisField:
    """Return the field with the shortest pattern that tells the same."""
    count = len(regions)
    for length in range(1, count):
        if count % length or advance * length % count:
            continue
        shorter = AxisField(regions[:length], advance * length // count)
        if all(shorter.region(unit) == regions[unit] for unit in range(count)):
            return shorter
    return AxisField(regions, advance)


def _spell(numbers: set[Fraction]) -> str:
    return " and ".join(f"{float(number):g}" for number in sorted(numbers))
