/** The command {@code bellwether test rules}. */
@NullMarked
package dev.bellwether.cli.unittest;

import org.jspecify.annotations.NullMarked;
