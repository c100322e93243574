/** Alertmanager's webhook. */
@NullMarked
package dev.bellwether.alert.notify.webhook;

import org.jspecify.annotations.NullMarked;
