/** Carries what became of alerts from the log into storage; start reading at {@code AlertLogger}. */
@NullMarked
package dev.bellwether.ingest.alertlog;

import org.jspecify.annotations.NullMarked;
