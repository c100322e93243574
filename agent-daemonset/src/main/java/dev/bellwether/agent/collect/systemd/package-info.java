/** Units of systemd, asked over D-Bus. */
@NullMarked
package dev.bellwether.agent.collect.systemd;

import org.jspecify.annotations.NullMarked;
