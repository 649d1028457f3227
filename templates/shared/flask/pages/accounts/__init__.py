"""The pages of accounts: signing up and in, passwords, and the mails about them."""
