/** The commands {@code bellwether query …}. */
@NullMarked
package dev.bellwether.cli.query;

import org.jspecify.annotations.NullMarked;
