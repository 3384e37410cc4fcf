"""The pages: server-rendered, usable without JavaScript, no outside requests."""
