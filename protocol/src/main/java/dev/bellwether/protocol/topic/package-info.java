/** The topics of the log: their names, settings, keys and headers. Knows nothing of a client library. */
@NullMarked
package dev.bellwether.protocol.topic;

import org.jspecify.annotations.NullMarked;
