"""What the chapters of the course import: data, reference answers, checks, figures and demos."""

__version__ = "0.1.0"
