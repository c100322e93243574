/** PagerDuty, Events API v2. */
@NullMarked
package dev.bellwether.alert.notify.pagerduty;

import org.jspecify.annotations.NullMarked;
