/** Discord's webhooks. */
@NullMarked
package dev.bellwether.alert.notify.discord;

import org.jspecify.annotations.NullMarked;
