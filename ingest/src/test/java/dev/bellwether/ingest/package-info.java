@NullMarked
package dev.bellwether.ingest;

import org.jspecify.annotations.NullMarked;
