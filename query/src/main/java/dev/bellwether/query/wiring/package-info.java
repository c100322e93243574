/** Starts and stops Micronaut around the handlers. */
@NullMarked
package dev.bellwether.query.wiring;

import org.jspecify.annotations.NullMarked;
