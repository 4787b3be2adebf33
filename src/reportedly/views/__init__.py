"""Views: what can be asked of a record. Each is a function of a connection whose answer has passed the gate (``views.gate``)."""
