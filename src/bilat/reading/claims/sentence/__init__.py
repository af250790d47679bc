"""A sentence made ready to be read: actors marked, groups taken out, what a part leaves out put back."""
