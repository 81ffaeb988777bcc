"""The command line: the jobs that a script or a scheduled task needs, with the same figures as the screens."""
