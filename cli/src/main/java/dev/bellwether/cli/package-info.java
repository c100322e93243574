/** The command {@code bellwether}: queries, checks and tests of rules. */
@NullMarked
package dev.bellwether.cli;

import org.jspecify.annotations.NullMarked;
