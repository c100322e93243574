/**
 * What a MonitoringStack's status says: conditions with documented reasons, and events when one changes. Start reading at
 * {@link dev.bellwether.operator.status.Reason}.
 */
@NullMarked
package dev.bellwether.operator.status;

import org.jspecify.annotations.NullMarked;
