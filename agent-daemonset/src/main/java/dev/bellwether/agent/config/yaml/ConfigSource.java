package dev.bellwether.agent.config.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One YAML file that is being read: its text, the environment that values may refer to, and the errors found so far. For
 * one thread.
 */
public final class ConfigSource {
    private final String file;
    private final Path directory;
    private final Map<String, String> environment;
    private final List<ConfigError> errors = new ArrayList<>();

    /**
     * A source.
     *
     * @param file the name in error messages
     * @param directory what relative paths are relative to
     * @param environment the variables that {@code ${NAME}} may name
     */
    public ConfigSource(String file, Path directory, Map<String, String> environment) {
        this.file = file;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** The top of the document; an empty one where the text is empty or broken, which is then among the errors. */
    public ConfigMapping root(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            Optional<Node> node = new Compose(settings).composeString(yaml);
            if (node.isEmpty() || ConfigMapping.isNull(node.get())) {
                return new ConfigMapping(this, "", null);
            }
            if (node.get() instanceof MappingNode mapping) {
                return new ConfigMapping(this, "", mapping);
            }
            add(
                    node.get().getStartMark().orElse(null),
                    "",
                    "found " + ConfigMapping.describe(node.get()) + ", allowed are keys and values, one a line",
                    null);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String context = e.getContext() == null ? "" : e.getContext() + " ";
            add(mark, "", "is not valid YAML: " + context + e.getProblem(), null);
        } catch (YamlEngineException e) {
            add(null, "", "is not valid YAML: " + e.getMessage(), null);
        }
        return new ConfigMapping(this, "", null);
    }

    /** Adds an error that belongs to no line. */
    public void add(String problem) {
        add(null, "", problem, null);
    }

    void add(@Nullable Mark mark, String key, String problem, @Nullable String suggestion) {
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        errors.add(new ConfigError(file, line, column, key, problem, suggestion));
    }

    /** Every error so far, by place. */
    public List<ConfigError> errors() {
        return errors.stream().sorted(ConfigError.BY_PLACE).toList();
    }

    /** What relative paths are relative to. */
    public Path directory() {
        return directory;
    }

    Map<String, String> environment() {
        return environment;
    }
}
