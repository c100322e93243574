/**
 * Makes container images of what the other modules have built: one runtime for all servers, the agent's own for the agent.
 * Starts at {@link dev.bellwether.images.Main}; which images there are and how their JVMs are set stands in {@link
 * dev.bellwether.images.Catalogue}.
 */
@NullMarked
package dev.bellwether.images;

import org.jspecify.annotations.NullMarked;
