"""What those who keep a server running look at: logs, metrics, and whether it is alive and ready."""
