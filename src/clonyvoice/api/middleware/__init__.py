"""ASGI middleware around every request, outermost first: headers, origins, body limit; and the HTTP protocol below."""
