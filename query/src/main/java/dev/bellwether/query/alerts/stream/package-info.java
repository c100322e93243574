/** The ends of the log: what stands in the topics of alerts, in, and what people change, out. */
@NullMarked
package dev.bellwether.query.alerts.stream;

import org.jspecify.annotations.NullMarked;
