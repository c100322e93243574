/** Carries transitions to receivers, at least once, each with a stable identity. */
@NullMarked
package dev.bellwether.alert.notify;

import org.jspecify.annotations.NullMarked;
