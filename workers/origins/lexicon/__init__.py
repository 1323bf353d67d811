"""Word lists and weights as data: tab-separated files with a version line."""

from functools import partial

from workers.tables import rows_of

#: The rows of one of the files here, by its name.
rows = partial(rows_of, __package__)
