/** Metrics that others leave in files. */
@NullMarked
package dev.bellwether.agent.collect.textfile;

import org.jspecify.annotations.NullMarked;
