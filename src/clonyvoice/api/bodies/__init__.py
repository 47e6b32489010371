"""What routes take and answer, one module for each table of the API."""
