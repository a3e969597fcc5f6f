"""Right answers written differently from the reference, one module a chapter. Every check must accept them."""
