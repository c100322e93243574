/**
 * Parser of the Prometheus text format 0.0.4 and of OpenMetrics 1.0 text. Start reading at {@link
 * dev.bellwether.agent.scrape.text.TextExpositionParser}.
 */
@NullMarked
package dev.bellwether.agent.scrape.text;

import org.jspecify.annotations.NullMarked;
