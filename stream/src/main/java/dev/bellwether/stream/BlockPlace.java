package dev.bellwether.stream;

/**
 * Where a block stands in {@code series-blocks}.
 *
 * @param publishedAtMillis when the broker took it, milliseconds since 1970
 */
record BlockPlace(int partition, long offset, long publishedAtMillis) {}
