/**
 * From single samples to sections and batches, so that a steady machine costs neither labels nor blocks.
 *
 * <p>Start reading at {@link dev.bellwether.agent.assemble.CollectorAssembly}; {@link
 * dev.bellwether.agent.assemble.BatchQueue} groups what it makes into batches.
 */
@NullMarked
package dev.bellwether.agent.assemble;

import org.jspecify.annotations.NullMarked;
