"""Schedules of conferences, as pentabarf, frab, pretalx and others write them: schedule.xml and c3voc's JSON."""
