/** The port through which series are read: PromQL and the API stand on one side, storage and memory on the other. */
@NullMarked
package dev.bellwether.model.read;

import org.jspecify.annotations.NullMarked;
