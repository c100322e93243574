package dev.bellwether.agent.main;

import dev.bellwether.agent.collect.CollectorCatalog;
import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which configuration a command takes: the given file, the usual one where it exists, or every default. */
final class ConfigFile {
    /** Where the configuration stands unless told otherwise. */
    static final Path USUAL = Path.of("/etc/bellwether/agent.yaml");

    private ConfigFile() {}

    static @Nullable Path choose(@Nullable Path given) {
        return given != null ? given : Files.exists(USUAL) ? USUAL : null;
    }

    static ConfigResult load(@Nullable Path file) {
        AgentConfigLoader loader = AgentConfigLoader.standard(
                System.getenv(), CollectorCatalog.standard().definitions());
        return file == null ? loader.parse("defaults", Path.of("/"), "") : loader.load(file);
    }
}
