/** The reading end of Prometheus's remote read protocol, streamed: samples as they are stored, markers of staleness included. */
@NullMarked
package dev.bellwether.remote;

import org.jspecify.annotations.NullMarked;
