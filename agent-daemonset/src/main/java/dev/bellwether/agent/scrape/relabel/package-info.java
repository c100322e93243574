/**
 * Relabelling as in a Prometheus scrape config. Start reading at {@link dev.bellwether.agent.scrape.relabel.Relabeling}.
 */
@NullMarked
package dev.bellwether.agent.scrape.relabel;

import org.jspecify.annotations.NullMarked;
