/** The topics of alerting, written and followed. */
@NullMarked
package dev.bellwether.alerting.stream;

import org.jspecify.annotations.NullMarked;
