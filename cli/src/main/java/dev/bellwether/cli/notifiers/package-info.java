/** Notifiers, and the messages that they gave up. */
@NullMarked
package dev.bellwether.cli.notifiers;

import org.jspecify.annotations.NullMarked;
