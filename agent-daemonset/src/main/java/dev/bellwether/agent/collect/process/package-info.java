/** Processes by name, with process-exporter's names, and the few that use most. */
@NullMarked
package dev.bellwether.agent.collect.process;

import org.jspecify.annotations.NullMarked;
