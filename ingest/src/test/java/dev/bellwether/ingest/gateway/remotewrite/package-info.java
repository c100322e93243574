@NullMarked
package dev.bellwether.ingest.gateway.remotewrite;

import org.jspecify.annotations.NullMarked;
