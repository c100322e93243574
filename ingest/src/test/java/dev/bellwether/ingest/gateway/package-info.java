@NullMarked
package dev.bellwether.ingest.gateway;

import org.jspecify.annotations.NullMarked;
