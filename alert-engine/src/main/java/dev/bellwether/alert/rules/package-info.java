/** Rules made ready for evaluation, and their evaluation at an instant. */
@NullMarked
package dev.bellwether.alert.rules;

import org.jspecify.annotations.NullMarked;
