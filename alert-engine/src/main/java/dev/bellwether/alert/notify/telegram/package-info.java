/** Bots of Telegram. */
@NullMarked
package dev.bellwether.alert.notify.telegram;

import org.jspecify.annotations.NullMarked;
