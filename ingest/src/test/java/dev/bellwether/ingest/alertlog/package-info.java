@NullMarked
package dev.bellwether.ingest.alertlog;

import org.jspecify.annotations.NullMarked;
