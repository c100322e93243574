/**
 * The log of the agent's own process: one line per event to the standard error, as text or JSON. Stands behind SLF4J without
 * being registered as its provider, so that a program that embeds an agent keeps its own log.
 */
@NullMarked
package dev.bellwether.agent.log;

import org.jspecify.annotations.NullMarked;
