"""Ways out: a reading as a terminal page, an HTML page, or JSON. Pure functions from a reading to a string."""
