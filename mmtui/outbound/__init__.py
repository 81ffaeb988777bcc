"""What leaves the office as files: neutral cells, safe names, nothing overwritten, nothing half written."""
