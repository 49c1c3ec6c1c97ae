"""Drafts: what a file says of a schedule, before it is checked and becomes one."""
