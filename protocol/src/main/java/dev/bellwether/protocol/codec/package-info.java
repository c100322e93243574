/** Between bytes and model: blocks, columns, batches. */
@NullMarked
package dev.bellwether.protocol.codec;

import org.jspecify.annotations.NullMarked;
