"""Screens that are not tables: policies and their life, runs, results explained, comparisons."""
