/// A model of the server, of the network and of devices, to run the engine and its store against on one seed.
@NullMarked
package dev.godwit.client.sim;

import org.jspecify.annotations.NullMarked;
