/** The commands {@code bellwether format} and {@code bellwether explain}. */
@NullMarked
package dev.bellwether.cli.syntax;

import org.jspecify.annotations.NullMarked;
