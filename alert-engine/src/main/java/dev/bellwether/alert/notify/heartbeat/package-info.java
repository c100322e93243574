/** A dead man's switch outside that hears from Bellwether for as long as rules are evaluated. */
@NullMarked
package dev.bellwether.alert.notify.heartbeat;

import org.jspecify.annotations.NullMarked;
