"""Many people at once: episodes, measures and the engines that compute them."""
