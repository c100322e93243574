/** The kind {@code Notifier}: which alerts go where. */
@NullMarked
package dev.bellwether.crds.notifier;

import org.jspecify.annotations.NullMarked;
