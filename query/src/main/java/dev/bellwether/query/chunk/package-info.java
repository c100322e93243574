/** Prometheus's XOR chunks: how floats are kept in memory and sent by remote read. */
@NullMarked
package dev.bellwether.query.chunk;

import org.jspecify.annotations.NullMarked;
