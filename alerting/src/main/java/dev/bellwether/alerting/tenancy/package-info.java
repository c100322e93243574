/** Keeps rules, notifiers and silences to one namespace, whatever they say. */
@NullMarked
package dev.bellwether.alerting.tenancy;

import org.jspecify.annotations.NullMarked;
