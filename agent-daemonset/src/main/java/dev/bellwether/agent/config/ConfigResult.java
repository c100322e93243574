package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigError;
import java.util.List;
import java.util.stream.Collectors;

/** What loading gave: a configuration without any error, or every error. */
public sealed interface ConfigResult {

    /** The file is right. */
    record Loaded(AgentConfig config) implements ConfigResult {}

    /** The file is wrong; nothing of it may be used. Errors stand in the file's order, at least one. */
    record Invalid(List<ConfigError> errors) implements ConfigResult {
        public Invalid {
            errors = List.copyOf(errors);
        }

        /** One error a line, for people. */
        public String message() {
            return errors.stream().map(ConfigError::toString).collect(Collectors.joining("\n"));
        }
    }
}
