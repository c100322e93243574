/** Collectors of the machine itself, with node_exporter's names, labels, types and help texts. */
@NullMarked
package dev.bellwether.agent.collect.host;

import org.jspecify.annotations.NullMarked;
