"""What the product does, in verbs, with the database and without the web."""
