"""What could be meant by a half-typed word: the names, days and fields of a schedule."""
