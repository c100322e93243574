/** The command {@code bellwether check rules}. */
@NullMarked
package dev.bellwether.cli.check;

import org.jspecify.annotations.NullMarked;
