"""See which backend and devices Keras has here, and how fast each multiplies matrices."""

from collections.abc import Mapping

from convcourse import figures
from convcourse.demos.stage import Demo, Switch
from convcourse.models import devices


def machine() -> Demo:
    """Load Keras when asked to, and time one matrix product on each device."""

    def look(asked: bool) -> Mapping[str, object]:
        if not asked:
            return {"backend": "", "devices": [], "speeds": []}
        times = devices.time_matrix_product()[:8]
        return {
            "backend": devices.backend(),
            "devices": [t.device for t in times],
            "speeds": [t.products for t in times],
        }

    return Demo(figures.machine().fed_by(look, asked=False), asked=Switch("load Keras and time each device"))
