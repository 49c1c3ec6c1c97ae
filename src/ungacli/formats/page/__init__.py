"""Published pages: events in plain text, Markdown or HTML.

`lines` makes the lines of a page, `classify` finds a label, a day or a time in each, and `blocks` the lines of each
event. `events` reads a block: `facts` turns a labelled line into values for fields, `when` days and times into
moments. `reading` puts all of this together.
"""
