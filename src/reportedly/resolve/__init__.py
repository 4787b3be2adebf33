"""Words to the world: time expressions to intervals, place names to places."""
