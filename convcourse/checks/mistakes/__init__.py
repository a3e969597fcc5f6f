"""Known wrong answers, one module a chapter. Each is a short function whose name says the mistake."""
