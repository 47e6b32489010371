"""Responses that are more than a JSON body: generations, files with byte ranges, the studio's files."""
