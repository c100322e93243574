/** The loop that ties feed, windows, rules, states and log together; start reading at {@code AlertEngine}. */
@NullMarked
package dev.bellwether.alert.engine;

import org.jspecify.annotations.NullMarked;
