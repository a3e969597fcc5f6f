"""How long the result of a sliding window is: valid, same, full and causal."""

MODES = ("valid", "same", "full", "causal")


def mode_padding(kernel_length: int, mode: str) -> tuple[int, int]:
    """Return how many zeros a mode puts before and after a signal.

    valid: none; every window lies inside the signal.
    same: as many results as readings. An even kernel needs an odd number of zeros, and the extra one goes before the
    signal, as in `numpy.convolve` and `numpy.correlate`.
    full: every window that touches the signal.
    causal: as many results as readings, and no window reaches into the future.

    Raises:
        ValueError: Another mode.

    >>> mode_padding(3, "same"), mode_padding(4, "same"), mode_padding(4, "full")
    ((1, 1), (2, 1), (3, 3))
    """
    if mode not in MODES:
        raise ValueError(f"expected mode {', '.join(MODES)}; came {mode!r}")
    reach = kernel_length - 1
    return {
        "valid": (0, 0),
        "same": (kernel_length // 2, reach // 2),
        "full": (reach, reach),
        "causal": (reach, 0),
    }[mode]


def output_length(signal_length: int, kernel_length: int, mode: str = "valid") -> int:
    """Return the number of results when a kernel slides along a signal.

    Raises:
        ValueError: A length below 1, or no window fits.

    >>> [output_length(10, 3, mode) for mode in MODES]
    [8, 10, 12, 10]
    """
    if min(signal_length, kernel_length) < 1:
        raise ValueError(f"expected lengths of 1 or more, came signal {signal_length} and kernel {kernel_length}")
    before, after = mode_padding(kernel_length, mode)
    length = before + signal_length + after - kernel_length + 1
    if length < 1:
        raise ValueError(
            f"kernel has {kernel_length} weights, signal has {signal_length} readings: "
            f"mode {mode!r} needs a kernel no longer than the signal"
        )
    return length
