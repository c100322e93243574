/**
 * The validating webhook: optional, without side effects, and never in anybody's way when it cannot tell. Start reading at {@link
 * dev.bellwether.operator.webhook.Admission}.
 */
@NullMarked
package dev.bellwether.operator.webhook;

import org.jspecify.annotations.NullMarked;
