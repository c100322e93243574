/**
 * What all exposition formats have in common: the parser's contract, families, and the table that finds a series again
 * by its bytes. Start reading at {@link dev.bellwether.agent.scrape.exposition.ExpositionParser}.
 */
@NullMarked
package dev.bellwether.agent.scrape.exposition;

import org.jspecify.annotations.NullMarked;
