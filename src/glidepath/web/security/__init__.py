"""What stands between a request and a page: who asks, from where, how much and how often."""
