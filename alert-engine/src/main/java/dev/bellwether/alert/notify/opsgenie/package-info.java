/** Opsgenie's alert API. */
@NullMarked
package dev.bellwether.alert.notify.opsgenie;

import org.jspecify.annotations.NullMarked;
