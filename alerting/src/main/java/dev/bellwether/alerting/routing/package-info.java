/** Who hears of an alert, and who does not: pure functions that the notify stage and the API share. */
@NullMarked
package dev.bellwether.alerting.routing;

import org.jspecify.annotations.NullMarked;
