"""Drafts: the contents of a schedule file before they are checked and become a schedule."""
