/**
 * The way from senders to storage: {@code gateway} takes samples and appends them to the log, {@code writer} carries them
 * from the log into storage. The two share nothing but the log.
 */
@NullMarked
package dev.bellwether.ingest;

import org.jspecify.annotations.NullMarked;
