/** Where output goes: streams, width, colours, excerpts of sources. */
@NullMarked
package dev.bellwether.cli.terminal;

import org.jspecify.annotations.NullMarked;
