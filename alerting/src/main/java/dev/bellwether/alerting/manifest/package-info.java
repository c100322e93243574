/** Reads rules and notifiers from YAML, in the very shape that kubectl apply takes. */
@NullMarked
package dev.bellwether.alerting.manifest;

import org.jspecify.annotations.NullMarked;
