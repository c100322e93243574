/**
 * Simulated machines, so that somebody who tries Bellwether on one computer has a fleet to look at.
 *
 * <p>Start reading at {@link dev.bellwether.agent.demo.SimulatedFleet}. Nothing else of the agent may depend on this.
 */
@NullMarked
package dev.bellwether.agent.demo;

import org.jspecify.annotations.NullMarked;
