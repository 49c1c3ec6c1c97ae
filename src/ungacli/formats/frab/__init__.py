"""Conferences as frab, pretalx and their kin publish them: schedule.xml and c3voc's schedule JSON."""
