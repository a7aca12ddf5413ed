"""The running process: every edge to the outside world."""
