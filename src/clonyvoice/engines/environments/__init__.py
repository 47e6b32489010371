"""Engines that are installed into environments of their own: recipes, and their installation."""
