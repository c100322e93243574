/** The kind {@code Alert}: an alert as an object, written by the operator. */
@NullMarked
package dev.bellwether.crds.alert;

import org.jspecify.annotations.NullMarked;
