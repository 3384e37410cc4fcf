"""What the body does with a regimen: exposure and relative effect, always with a band."""
