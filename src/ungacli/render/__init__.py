"""Answers as something to look at or to pipe; nothing here prints."""
