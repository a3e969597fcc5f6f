"""Demos that draw themselves in the browser: at frame rate, and without a kernel where the course is read as a site."""

from convcourse.demos.showcase.drawn_in_browser import Showcase, script

__all__ = ["Showcase", "script"]
