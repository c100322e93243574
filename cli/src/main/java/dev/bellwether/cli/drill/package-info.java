/** Sends a marked test alert through the whole path. */
@NullMarked
package dev.bellwether.cli.drill;

import org.jspecify.annotations.NullMarked;
