"""One protocol a file: build_ and parse_ are pure, one async function asks."""
