/** Rules made ready for evaluation, and their evaluation at an instant. */
@NullMarked
package dev.bellwether.alerting.rules;

import org.jspecify.annotations.NullMarked;
