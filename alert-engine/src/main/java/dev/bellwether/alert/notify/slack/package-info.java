/** Slack: incoming webhooks and bots. */
@NullMarked
package dev.bellwether.alert.notify.slack;

import org.jspecify.annotations.NullMarked;
