"""Tables whose view differs from the default, one file each, named as the table."""
