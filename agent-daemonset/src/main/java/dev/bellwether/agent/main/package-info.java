/**
 * The agent as a whole: how its parts are composed, and its commands.
 *
 * <p>Start reading at {@link dev.bellwether.agent.main.Agent}.
 */
@NullMarked
package dev.bellwether.agent.main;

import org.jspecify.annotations.NullMarked;
