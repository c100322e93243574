@NullMarked
package dev.bellwether.query.chunk;

import org.jspecify.annotations.NullMarked;
