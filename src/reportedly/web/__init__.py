"""The desk: a JSON API over the views of one record, and the built front end."""
