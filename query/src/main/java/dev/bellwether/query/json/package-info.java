/** JSON and numbers as Prometheus writes them, streamed. */
@NullMarked
package dev.bellwether.query.json;

import org.jspecify.annotations.NullMarked;
