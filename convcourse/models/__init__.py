"""What needs Keras. Importing this package does not import Keras; calling its functions does."""

from convcourse.models.averaged_features import averaged_features
from convcourse.models.block_in_short import block_in_short
from convcourse.models.branches import branches
from convcourse.models.budget import Fitted, Stopwatch, TrainingFault, fit_within
from convcourse.models.channel_layers import shuffled
from convcourse.models.class_score import ScoreModel, class_scores, score_gradient, score_model
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
from convcourse.models.googlenet import MODULES as GOOGLENET_MODULES
from convcourse.models.googlenet import inception_module
from convcourse.models.gradients import LayerGradient, input_gradient, layer_activations, layer_gradient
from convcourse.models.layer_table import blueprint, checked_model, layer_table
from convcourse.models.lenet import digit_codes, lenet5
from convcourse.models.mask_trial import MaskTrial, examine_masks, mask_trial
from convcourse.models.mnist_reader import mnist_accuracy
from convcourse.models.mobilenet_v2 import inverted_residual
from convcourse.models.multiply_adds import LayerCost, layer_costs, multiply_adds
from convcourse.models.one_block_each import one_block_each
from convcourse.models.own_networks import letters_network, parcels_network, shapes_network
from convcourse.models.published_trunk import PublishedTrunk, published_trunk
from convcourse.models.relu_by_hand import gradient_by_rule
from convcourse.models.resnet import basic_block, bottleneck_network
from convcourse.models.road_lessons import ANGLES, RoadLessons, angle_targets, road_lessons
from convcourse.models.scored_gradient import ScoredGradient, scored_gradient
from convcourse.models.se_resnet import squeeze_and_excite
from convcourse.models.trained import trained_network, training_record
from convcourse.models.transfer import (
    frozen_with_head,
    learning_layers,
    thaw_last,
    train_in_two_phases,
    transfer_in_short,
    trunk_of,
    with_two_heads,
)
from convcourse.models.trial import Trial, examine, outputs_of, trial
from convcourse.models.vgg import vgg_from
from convcourse.models.weight_gradients import kernel_gradient_lengths, weight_gradients
from convcourse.models.weightless import weightless

__all__ = [
    "ANGLES",
    "GOOGLENET_MODULES",
    "DrivingTrial",
    "Fitted",
    "Found",
    "LayerCost",
    "LayerGradient",
    "MaskTrial",
    "PublishedTrunk",
    "RecordedDrive",
    "RoadLessons",
    "ScoreModel",
    "ScoredGradient",
    "Stopwatch",
    "TrainingFault",
    "Trial",
    "anchor_targets",
    "angle_targets",
    "averaged_features",
    "basic_block",
    "block_in_short",
    "blueprint",
    "bottleneck_network",
    "branches",
    "checked_model",
    "choose_angle",
    "class_scores",
    "detection_network",
    "digit_codes",
    "digit_reader",
    "driving_trial",
    "examine",
    "examine_driver",
    "examine_masks",
    "fit_within",
    "frozen_with_head",
    "gradient_by_rule",
    "inception_module",
    "input_gradient",
    "inverted_residual",
    "keep_best",
    "kernel_gradient_lengths",
    "layer_activations",
    "layer_costs",
    "layer_gradient",
    "layer_table",
    "learning_layers",
    "lenet5",
    "letters_network",
    "mask_trial",
    "mnist_accuracy",
    "multiply_adds",
    "network_driver",
    "one_block_each",
    "outputs_of",
    "parcels_network",
    "published_trunk",
    "raw_boxes",
    "record_drive",
    "road_lessons",
    "score_gradient",
    "score_model",
    "scored_gradient",
    "shapes_network",
    "shuffled",
    "squeeze_and_excite",
    "steering_chances",
    "thaw_last",
    "train_in_two_phases",
    "trained_digit_reader",
    "trained_network",
    "training_record",
    "transfer_in_short",
    "trial",
    "trunk_of",
    "vgg_from",
    "weight_gradients",
    "weightless",
    "with_two_heads",
]
