/** Series as a plot of braille characters. */
@NullMarked
package dev.bellwether.cli.graph;

import org.jspecify.annotations.NullMarked;
