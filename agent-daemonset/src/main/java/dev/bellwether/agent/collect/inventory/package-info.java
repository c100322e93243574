/** The machine's hardware, read by OSHI in a process of its own, now and then. */
@NullMarked
package dev.bellwether.agent.collect.inventory;

import org.jspecify.annotations.NullMarked;
