"""Each hole of sqladmin closed, one file each; the tests show every hole open in plain sqladmin and shut here."""
