/**
 * What the agent tells of itself: metrics under {@code bellwether_agent_*}, and a page on a port of its own.
 *
 * <p>Start reading at {@link dev.bellwether.agent.page.AgentPage}; what is shown comes from {@link
 * dev.bellwether.agent.page.AgentView}.
 */
@NullMarked
package dev.bellwether.agent.page;

import org.jspecify.annotations.NullMarked;
