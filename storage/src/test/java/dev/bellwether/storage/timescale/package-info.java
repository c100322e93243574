/** Tests of the adapter: each against real servers, see {@link dev.bellwether.storage.timescale.TestServer}. */
@NullMarked
package dev.bellwether.storage.timescale;

import org.jspecify.annotations.NullMarked;
