"""One file for each version of the tables; none is ever changed once it was released."""
