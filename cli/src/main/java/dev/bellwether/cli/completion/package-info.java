/** The command {@code bellwether completion}. */
@NullMarked
package dev.bellwether.cli.completion;

import org.jspecify.annotations.NullMarked;
