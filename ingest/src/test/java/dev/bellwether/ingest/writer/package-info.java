@NullMarked
package dev.bellwether.ingest.writer;

import org.jspecify.annotations.NullMarked;
