"""Request and response bodies, one module for each table of the API."""
