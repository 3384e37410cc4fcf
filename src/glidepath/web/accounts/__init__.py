"""Who may come in when others than this machine are served: accounts and passwords."""
