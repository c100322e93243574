/** The custom resources of Bellwether: what all kinds share. Start reading at a kind, for instance {@code rule.AlertRule}. */
@NullMarked
package dev.bellwether.crds;

import org.jspecify.annotations.NullMarked;
