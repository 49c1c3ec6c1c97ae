"""Formats: one module or folder each, from bytes to a Draft and from a Schedule to bytes."""
