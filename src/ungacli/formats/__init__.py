"""Schedule files: one module a format, from bytes to a Schedule or back."""
