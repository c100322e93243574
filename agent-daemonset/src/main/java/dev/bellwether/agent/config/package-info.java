/**
 * The agent's configuration: immutable records, and the loader that reads them from YAML and reports every error at
 * once. Start reading at {@link dev.bellwether.agent.config.AgentConfig} and {@link
 * dev.bellwether.agent.config.AgentConfigLoader}; {@code docs/agent-configuration.md} is the reference for people.
 */
@NullMarked
package dev.bellwether.agent.config;

import org.jspecify.annotations.NullMarked;
