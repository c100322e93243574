/** Reads series from a server by Prometheus's remote read; the only place of the command line that sees protobuf. */
@NullMarked
package dev.bellwether.cli.remote;

import org.jspecify.annotations.NullMarked;
