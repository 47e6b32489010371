"""The Model Context Protocol: the tools that agents and editors call, over HTTP (`/mcp`) and standard input."""
