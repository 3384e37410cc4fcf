"""What the products at hand can do: makeable doses, their pieces, supply and certificates."""
