/** Prometheus's HTTP API: its paths, parameters, answers and errors. */
@NullMarked
package dev.bellwether.query.prometheus;

import org.jspecify.annotations.NullMarked;
