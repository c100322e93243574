/** Runs queries within their limits and ends them when nobody waits any more. */
@NullMarked
package dev.bellwether.query.execution;

import org.jspecify.annotations.NullMarked;
