"""A fuzzer of the whole server: requests drawn from its own OpenAPI document, sockets, tools and files."""
