package dev.bellwether.agent.config;

import dev.bellwether.agent.collect.CollectorDefinition;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.config.yaml.ConfigError;
import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ConfigSource;
import dev.bellwether.agent.config.yaml.ValueKind;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.BatchIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loads the agent's configuration and finds every error of it at once. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * switch (AgentConfigLoader.standard(System.getenv(), CollectorCatalog.standard().definitions()).load(file)) {
 *     case ConfigResult.Loaded(AgentConfig config) -> run(config);
 *     case ConfigResult.Invalid invalid -> System.err.println(invalid.message());
 * }
 * }</pre>
 */
public final class AgentConfigLoader {
    /** The environment variable that names the node, set by the DaemonSet. */
    public static final String NODE_NAME = "NODE_NAME";

    private final Map<String, String> environment;
    private final List<CollectorDefinition> collectors;
    private final Supplier<String> hostName;

    /**
     * A loader.
     *
     * @param environment the variables that {@code ${NAME}} may name
     * @param collectors every collector that a file may configure
     * @param hostName the machine's name, asked for only where nothing else names the agent
     */
    public AgentConfigLoader(
            Map<String, String> environment, List<CollectorDefinition> collectors, Supplier<String> hostName) {
        this.environment = Map.copyOf(environment);
        this.collectors = List.copyOf(collectors);
        this.hostName = hostName;
    }

    /** A loader that asks this machine for its name. */
    public static AgentConfigLoader standard(Map<String, String> environment, List<CollectorDefinition> collectors) {
        return new AgentConfigLoader(environment, collectors, AgentConfigLoader::nameOfThisMachine);
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Reads a file; blocks on it. One that cannot be read is an error like any other. */
    public ConfigResult load(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        String problem;
        try {
            return parse(file.toString(), directory == null ? Path.of("/") : directory, Files.readString(file));
        } catch (NoSuchFileException e) {
            problem = "there is no such file";
        } catch (CharacterCodingException e) {
            problem = "is not valid UTF-8";
        } catch (IOException e) {
            problem = "cannot be read: " + e.getMessage();
        }
        return new ConfigResult.Invalid(List.of(new ConfigError(file.toString(), 0, 0, "", problem, null)));
    }

    /**
     * Reads a text.
     *
     * @param file the name in messages
     * @param directory what relative paths in it are relative to
     * @param yaml the text; an empty one gives every default
     */
    public ConfigResult parse(String file, Path directory, String yaml) {
        ConfigSource source = new ConfigSource(file, directory, environment);
        ConfigMapping root = source.root(yaml);
        IdentityConfig identity = identity(root.mapping("agent"));
        HostPaths paths = paths(root.mapping("paths"));
        List<CollectorConfig> configured = CollectorSection.read(root.mapping("collectors"), collectors);
        List<ScrapeConfig> scrapeConfigs = ScrapeSection.read(root);
        WalConfig wal = wal(root.mapping("wal"));
        SendConfig send = SendSection.read(root.mapping("send"));
        PageConfig page = page(root.mapping("page"));
        LogConfig log = log(root.mapping("log"));
        root.finish();
        List<ConfigError> errors = source.errors();
        return errors.isEmpty()
                ? new ConfigResult.Loaded(
                        new AgentConfig(identity, paths, configured, scrapeConfigs, wal, send, page, log))
                : new ConfigResult.Invalid(errors);
    }

    private IdentityConfig identity(ConfigMapping section) {
        ValueKind<String> idKind = new ValueKind<>(
                "a text of 1 to " + BatchIdentity.MAX_AGENT_ID_LENGTH + " characters, not all blank",
                text -> Optional.of(text)
                        .filter(id -> !id.isBlank() && id.length() <= BatchIdentity.MAX_AGENT_ID_LENGTH));
        String id = section.find("id", idKind).orElseGet(this::defaultId);
        Path dataDirectory =
                section.get("dataDirectory", ValueKind.absolutePath(), IdentityConfig.DEFAULT_DATA_DIRECTORY);
        Labels externalLabels = LabelSection.read(section, "externalLabels");
        Labels targetLabels = LabelSection.read(section, "targetLabels");
        section.finish();
        return new IdentityConfig(id, dataDirectory, externalLabels, targetLabels);
    }

    private String defaultId() {
        String node = environment.getOrDefault(NODE_NAME, "");
        return node.isBlank() ? hostName.get() : node;
    }

    private static HostPaths paths(ConfigMapping section) {
        ValueKind<Path> kind = ValueKind.absolutePath();
        Path root = section.get("rootfs", kind, Path.of("/"));
        HostPaths defaults = HostPaths.under(root);
        HostPaths paths = new HostPaths(
                section.get("proc", kind, Path.of("/proc")),
                section.get("sys", kind, Path.of("/sys")),
                root,
                section.get("udevData", kind, defaults.udevData()),
                section.get("run", kind, defaults.run()));
        section.finish();
        return paths;
    }

    private static WalConfig wal(ConfigMapping section) {
        WalConfig defaults = WalConfig.DEFAULT;
        long segmentBytes = section.get(
                "segmentSize",
                ValueKind.bytes(WalConfig.MIN_SEGMENT_BYTES, WalConfig.MAX_SEGMENT_BYTES),
                defaults.segmentBytes());
        long maxBytes = section.get("maxSize", ValueKind.BYTES, Math.max(defaults.maxBytes(), 2 * segmentBytes));
        WalConfig.Fsync fsync = section.get("fsync", ValueKind.oneOf(WalConfig.Fsync.class), defaults.fsync());
        Duration fsyncInterval = section.get("fsyncInterval", ValueKind.DURATION_ABOVE_ZERO, defaults.fsyncInterval());
        section.finish();
        return section.build(() -> new WalConfig(segmentBytes, maxBytes, fsync, fsyncInterval))
                .orElse(defaults);
    }

    private static PageConfig page(ConfigMapping section) {
        PageConfig page = new PageConfig(
                section.get("address", ValueKind.NAME, PageConfig.DEFAULT.address()),
                section.get("port", ValueKind.number(0, 65_535), (long) PageConfig.DEFAULT.port())
                        .intValue());
        section.finish();
        return page;
    }

    private static LogConfig log(ConfigMapping section) {
        LogConfig log = new LogConfig(
                section.get("level", ValueKind.oneOf(LogConfig.Level.class), LogConfig.DEFAULT.level()),
                section.get("format", ValueKind.oneOf(LogConfig.Format.class), LogConfig.DEFAULT.format()));
        section.finish();
        return log;
    }
}
