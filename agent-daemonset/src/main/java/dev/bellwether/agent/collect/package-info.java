/** Collectors: each reads one part of the machine and hands samples to a sink. */
@NullMarked
package dev.bellwether.agent.collect;

import org.jspecify.annotations.NullMarked;
