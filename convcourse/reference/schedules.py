"""Learning rates that fall: large steps first, small ones at the end."""

import math

SCHEDULES = ("constant", "steps", "exponential", "cosine")


def scheduled_rate(kind: str, rate: float, step: int, steps: int) -> float:
    """Return the learning rate of one step.

    Args:
        kind: "constant"; "steps", a tenth after half of the steps and a hundredth after three quarters; "exponential",
            by the same factor in each step, to a hundredth at the end; "cosine", half a wave down to 0.
        rate: At the beginning.
        step: From 0.
        steps: How many there are.

    Raises:
        ValueError: Another kind, or a step outside 0 to steps.

    Source: Loshchilov and Hutter (2017) for the cosine; chapter 08.

    >>> [round(scheduled_rate("cosine", 0.4, step, 4), 3) for step in range(5)]
    [0.4, 0.341, 0.2, 0.059, 0.0]
    """
    if not 0 <= step <= steps:
        raise ValueError(f"expected a step from 0 to {steps}, came {step}")
    part = step / steps
    if kind == "constant":
        return rate
    if kind == "steps":
        return rate * (1.0 if part < 0.5 else 0.1 if part < 0.75 else 0.01)
    if kind == "exponential":
        return rate * 0.01**part
    if kind == "cosine":
        return rate * 0.5 * (1 + math.cos(math.pi * part))
    raise ValueError(f"expected a schedule out of {', '.join(SCHEDULES)}; came {kind!r}")
