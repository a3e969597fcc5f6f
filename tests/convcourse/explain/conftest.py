"""What the tests of several methods share; tests are no package, so they cannot import it."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def networks():
    """Load the networks, images and classes of `explanation_cases.py`."""
    spec = importlib.util.spec_from_file_location("explanation_cases", Path(__file__).with_name("explanation_cases.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
