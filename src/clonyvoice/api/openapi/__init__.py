"""The API's description: the OpenAPI document, and the page at `/docs` made from it."""
