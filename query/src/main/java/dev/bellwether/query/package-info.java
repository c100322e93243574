/** The HTTP API: {@link dev.bellwether.query.QueryServer} composes it from ports and a {@link dev.bellwether.query.QueryConfig}. */
@NullMarked
package dev.bellwether.query;

import org.jspecify.annotations.NullMarked;
