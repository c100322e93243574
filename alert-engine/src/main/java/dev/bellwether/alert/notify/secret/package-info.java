/** Secrets of notifiers: read when they are used, never shown. */
@NullMarked
package dev.bellwether.alert.notify.secret;

import org.jspecify.annotations.NullMarked;
