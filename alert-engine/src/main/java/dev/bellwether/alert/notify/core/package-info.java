/** What is told to whom and when: deterministic, without clocks, threads and input or output of its own. */
@NullMarked
package dev.bellwether.alert.notify.core;

import org.jspecify.annotations.NullMarked;
