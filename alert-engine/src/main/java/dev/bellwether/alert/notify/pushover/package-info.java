/** Pushover. */
@NullMarked
package dev.bellwether.alert.notify.pushover;

import org.jspecify.annotations.NullMarked;
