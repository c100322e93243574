/** Alertmanager as a receiver, API v2. */
@NullMarked
package dev.bellwether.alert.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
