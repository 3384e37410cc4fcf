"""The person's own pages: today's tablets, the diary, and what to do when it is bad."""
