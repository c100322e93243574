/**
 * From target groups to targets that can be scraped. Start reading at {@link
 * dev.bellwether.agent.scrape.target.TargetResolver}.
 */
@NullMarked
package dev.bellwether.agent.scrape.target;

import org.jspecify.annotations.NullMarked;
