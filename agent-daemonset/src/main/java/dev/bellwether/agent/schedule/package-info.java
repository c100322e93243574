/**
 * When what is collected: ticks that are regular and the same after a restart, deadlines, and what becomes of a collection
 * that fails.
 *
 * <p>Start reading at {@link dev.bellwether.agent.schedule.CollectionScheduler}; {@link
 * dev.bellwether.agent.schedule.CollectorGroup} makes batches of what the collectors of one job saw at one tick.
 */
@NullMarked
package dev.bellwether.agent.schedule;

import org.jspecify.annotations.NullMarked;
