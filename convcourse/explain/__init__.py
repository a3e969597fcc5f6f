"""What a network looks at. Importing this package does not import Keras."""

from convcourse.explain.axis_field import AxisField
from convcourse.explain.effective_field import (
    KINDS,
    EffectiveField,
    EffectiveFields,
    effective_field,
    effective_fields,
)
from convcourse.explain.gradient_support import gradient_support
from convcourse.explain.receptive_field import LayerField, receptive_field, receptive_fields

__all__ = [
    "KINDS",
    "AxisField",
    "EffectiveField",
    "EffectiveFields",
    "LayerField",
    "effective_field",
    "effective_fields",
    "gradient_support",
    "receptive_field",
    "receptive_fields",
]
