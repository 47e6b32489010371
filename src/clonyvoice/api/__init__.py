"""HTTP and WebSocket, nothing else: parse, authorise, one domain call, shape the answer."""
