"""What the products can do: pieces, the doses they make, and the supply for a period."""
