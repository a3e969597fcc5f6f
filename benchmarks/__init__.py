"""Measurements, apart from the tests: a number depends on the machine, so it is shown and never asserted."""
