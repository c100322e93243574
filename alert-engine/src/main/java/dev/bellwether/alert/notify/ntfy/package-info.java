/** ntfy. */
@NullMarked
package dev.bellwether.alert.notify.ntfy;

import org.jspecify.annotations.NullMarked;
