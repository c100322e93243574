/** Keeps alerts quiet for a time. */
@NullMarked
package dev.bellwether.cli.silences;

import org.jspecify.annotations.NullMarked;
