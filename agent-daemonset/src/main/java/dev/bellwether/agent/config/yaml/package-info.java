/**
 * Reading YAML value by value while each value keeps its line. Knows nothing of the agent. Start reading at {@link
 * dev.bellwether.agent.config.yaml.ConfigMapping}.
 */
@NullMarked
package dev.bellwether.agent.config.yaml;

import org.jspecify.annotations.NullMarked;
