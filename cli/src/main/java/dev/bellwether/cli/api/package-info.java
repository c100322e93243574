/** Asks a server over Prometheus's HTTP API. */
@NullMarked
package dev.bellwether.cli.api;

import org.jspecify.annotations.NullMarked;
