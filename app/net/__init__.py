"""The only room that opens sockets towards the network; every send passes its guard."""
