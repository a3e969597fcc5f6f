"""What needs Keras. Importing this package does not import Keras; calling its functions does."""

from convcourse.models.budget import Fitted, Stopwatch, TrainingFault, fit_within
from convcourse.models.detector import Found, anchor_targets, detection_network, keep_best, raw_boxes
from convcourse.models.digit_readers import digit_reader, trained_digit_reader
from convcourse.models.driver import (
    DrivingTrial,
    RecordedDrive,
    choose_angle,
    driving_trial,
    examine_driver,
    network_driver,
    record_drive,
    steering_chances,
)
from convcourse.models.gradients import LayerGradient, input_gradient, layer_activations, layer_gradient
from convcourse.models.layer_table import blueprint, checked_model, layer_table
from convcourse.models.lenet import digit_codes, lenet5
from convcourse.models.mask_trial import MaskTrial, examine_masks, mask_trial
from convcourse.models.mnist_reader import mnist_accuracy
from convcourse.models.road_lessons import ANGLES, RoadLessons, angle_targets, road_lessons
from convcourse.models.trial import Trial, examine, outputs_of, trial

__all__ = [
    "ANGLES",
    "DrivingTrial",
    "Fitted",
    "Found",
    "LayerGradient",
    "MaskTrial",
    "RecordedDrive",
    "RoadLessons",
    "Stopwatch",
    "TrainingFault",
    "Trial",
    "anchor_targets",
    "angle_targets",
    "blueprint",
    "checked_model",
    "choose_angle",
    "detection_network",
    "digit_codes",
    "digit_reader",
    "driving_trial",
    "examine",
    "examine_driver",
    "examine_masks",
    "fit_within",
    "input_gradient",
    "keep_best",
    "layer_activations",
    "layer_gradient",
    "layer_table",
    "lenet5",
    "mask_trial",
    "mnist_accuracy",
    "network_driver",
    "outputs_of",
    "raw_boxes",
    "record_drive",
    "road_lessons",
    "steering_chances",
    "trained_digit_reader",
    "trial",
]
