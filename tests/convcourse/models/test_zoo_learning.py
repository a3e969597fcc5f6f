"""Every network of the zoo learns: 20 steps on one small batch, and a gradient for every weight."""

import json
import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from convcourse.models import zoo

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
pytestmark = [pytest.mark.keras, pytest.mark.slow]

# One process for networks that are alike; those that take longest begin.
GROUPS = [
    ["ResNet-152", "ResNet-101", "ResNet-50", "ResNet-50 v1.5", "ResNet-34", "ResNet-18"],
    ["DenseNet-201", "DenseNet-169", "DenseNet-121"],
    ["Inception-ResNet-v2", "Inception v3"],
    ["ResNeXt-50", "Wide ResNet-50-2", "SE-ResNet-50"],
    ["ShuffleNet v1, 1 group", "ShuffleNet v1, 3 groups", "ShuffleNet v1, 8 groups", "ShuffleNet v2"],
    ["MobileNetV2", "Xception"],
    ["VGG19", "VGG16", "GoogLeNet", "GoogLeNet, in training"],
    ["AlexNet", "AlexNet, one tower", "ZFNet", "SqueezeNet 1.0", "SqueezeNet 1.1"],
]
NAMES = [name for group in GROUPS for name in group]
# Each is another one of the table with other numbers; their blocks are trained above.
ALIKE = {"ResNet-101 v1.5", "ResNet-152 v1.5", "ShuffleNet v1, 2 groups", "ShuffleNet v1, 4 groups"}


def test_every_network_is_trained_or_is_like_one_that_is():
    assert len(NAMES) == len(set(NAMES))
    assert {*NAMES, *ALIKE} == {network.name for network in zoo.ZOO}


@pytest.fixture(scope="module")
def reports():
    """Train every network, two processes at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return {report["name"]: report for group in pool.map(train, GROUPS) for report in group}


def train(names):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, HERE / "zoo_learning.py", *names]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_twenty_steps_halve_the_loss(reports, name):
    losses = reports[name]["losses"]
    assert len(losses) == 21 and all(map(math.isfinite, losses)), losses
    assert losses[-1] < losses[0] / 2, losses
    assert losses[-1] < math.log(4), losses  # what guessing one of four classes costs


@pytest.mark.parametrize("name", NAMES)
def test_no_weight_is_without_a_gradient(reports, name):
    assert reports[name]["weights"] > 0 and reports[name]["dead"] == [], reports[name]
