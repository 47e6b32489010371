"""HTTP and WebSocket only: each route parses, authorises, makes one domain call and formats the response."""
