"""What tests of the desk share."""

TOKEN = "a-token-of-the-test"
HOST = "testserver.local"
