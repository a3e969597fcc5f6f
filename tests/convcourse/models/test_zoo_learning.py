"""Every network of the zoo learns: 20 steps on one small batch, and a gradient for every weight."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from convcourse.models import zoo

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
pytestmark = [pytest.mark.keras, pytest.mark.slow]

# One process for networks that are alike.
GROUPS = [
    ["AlexNet", "AlexNet, one tower", "ZFNet", "SqueezeNet 1.0", "SqueezeNet 1.1"],
    ["VGG16", "VGG19"],
    ["GoogLeNet", "GoogLeNet, in training"],
    ["Inception v3", "Inception-ResNet-v2"],
    ["ResNet-18", "ResNet-34", "ResNet-50", "ResNet-50 v1.5", "ResNet-101", "ResNet-152"],
    ["ResNeXt-50", "Wide ResNet-50-2", "SE-ResNet-50"],
    ["DenseNet-121", "DenseNet-169", "DenseNet-201"],
    ["MobileNetV2", "Xception"],
    ["ShuffleNet v1, 1 group", "ShuffleNet v1, 3 groups", "ShuffleNet v1, 8 groups", "ShuffleNet v2"],
]
# Each is another one of the table with other numbers; their blocks are trained above.
ALIKE = {"ResNet-101 v1.5", "ResNet-152 v1.5", "ShuffleNet v1, 2 groups", "ShuffleNet v1, 4 groups"}


def test_every_network_is_trained_or_is_like_one_that_is():
    trained = [name for group in GROUPS for name in group]
    assert len(trained) == len(set(trained))
    assert {*trained, *ALIKE} == {network.name for network in zoo.ZOO}


@pytest.mark.parametrize("names", GROUPS, ids=lambda names: names[0])
def test_twenty_steps_halve_the_loss_and_no_weight_is_without_a_gradient(names):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, HERE / "zoo_learning.py", *names]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["name"] for report in reports] == names
    for report in reports:
        assert len(report["losses"]) == 21 and all(map(math.isfinite, report["losses"])), report
        assert report["losses"][-1] < report["losses"][0] / 2, report
        assert report["losses"][-1] < math.log(4), report  # what guessing one of four classes costs
        assert report["weights"] > 0 and report["dead"] == [], report
