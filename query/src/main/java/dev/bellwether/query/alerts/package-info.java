/** Alerts as they are now, and the door through which people change what becomes of them. */
@NullMarked
package dev.bellwether.query.alerts;

import org.jspecify.annotations.NullMarked;
