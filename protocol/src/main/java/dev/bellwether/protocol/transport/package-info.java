/** What both ends of the gRPC stream share. */
@NullMarked
package dev.bellwether.protocol.transport;

import org.jspecify.annotations.NullMarked;
