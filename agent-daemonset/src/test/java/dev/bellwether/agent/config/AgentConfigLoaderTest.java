package dev.bellwether.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.collect.CollectorDefinition;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.Setting;
import dev.bellwether.agent.scrape.GoldenFiles;
import dev.bellwether.agent.scrape.relabel.RelabelAction;
import dev.bellwether.agent.scrape.relabel.RelabelRule;
import dev.bellwether.agent.scrape.relabel.Relabeling;
import dev.bellwether.agent.scrape.settings.Credentials;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.ScrapeLimits;
import dev.bellwether.agent.scrape.settings.ScrapeProtocol;
import dev.bellwether.agent.scrape.settings.Secret;
import dev.bellwether.agent.scrape.settings.TargetGroup;
import dev.bellwether.agent.scrape.settings.TlsSettings;
import dev.bellwether.model.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentConfigLoaderTest {
    private static final Path DIRECTORY = Path.of("/etc/bellwether");
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "CLUSTER", "blue");

    @TempDir
    Path directory;

    static List<Path> scenarios() throws IOException {
        return GoldenFiles.scenarios("dev/bellwether/agent/config");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyErrorIsFoundWithItsPlace(Path scenario) throws IOException {
        // given
        String yaml = Files.readString(scenario.resolve("in.yaml"));

        // when
        ConfigResult result = loader(ENVIRONMENT).parse("agent.yaml", DIRECTORY, yaml);

        // then
        String output = switch (result) {
            case ConfigResult.Loaded loaded -> "no error\n";
            case ConfigResult.Invalid invalid -> invalid.message() + "\n";
        };
        GoldenFiles.assertOutput(scenario, output);
        assertThat(output).doesNotContain("s3cret").doesNotContain("hunter2");
    }

    @Test
    void anEmptyFileGivesEveryDefault() {
        AgentConfig config = parse("");

        assertThat(config.identity())
                .isEqualTo(
                        new IdentityConfig("host-a", Path.of("/var/lib/bellwether/agent"), Labels.EMPTY, Labels.EMPTY));
        assertThat(config.paths()).isEqualTo(HostPaths.ofMachine());
        assertThat(config.scrapeConfigs()).isEmpty();
        assertThat(config.wal())
                .isEqualTo(new WalConfig(8 << 20, 1 << 30, WalConfig.Fsync.INTERVAL, Duration.ofSeconds(1)));
        assertThat(config.send())
                .isEqualTo(new SendConfig(
                        URI.create("grpc://127.0.0.1:7082"),
                        null,
                        new SendConfig.SendTls(null, null, null, null),
                        null,
                        16,
                        SendConfig.Compression.ZSTD,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5)));
        assertThat(config.page()).isEqualTo(new PageConfig("127.0.0.1", 7083));
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT));
        assertThat(config.collectors())
                .extracting(CollectorConfig::name)
                .containsExactly("cpu", "inventory", "textfile");
        assertThat(config.enabledCollectors()).extracting(CollectorConfig::name).containsExactly("cpu", "inventory");
    }

    @Test
    void theAgentSectionIsMapped() {
        AgentConfig config = parse("""
                agent:
                  id: agent-7
                  dataDirectory: /data
                  externalLabels: {cluster: "${CLUSTER}"}
                  targetLabels: {node: n1, zone: z}
                paths: {proc: /host/proc, sys: /host/sys, rootfs: /host, udevData: /udev, run: /host/run}
                """);

        assertThat(config.identity())
                .isEqualTo(new IdentityConfig(
                        "agent-7",
                        Path.of("/data"),
                        Labels.of("cluster", "blue"),
                        Labels.of("node", "n1", "zone", "z")));
        assertThat(config.paths())
                .isEqualTo(new HostPaths(
                        Path.of("/host/proc"),
                        Path.of("/host/sys"),
                        Path.of("/host"),
                        Path.of("/udev"),
                        Path.of("/host/run")));
    }

    @Test
    void theNodesNameIsTheAgentsWhereNothingElseNamesIt() {
        ConfigResult result = loader(Map.of("NODE_NAME", "node-3")).parse("agent.yaml", DIRECTORY, "");

        assertThat(((ConfigResult.Loaded) result).config().identity().id()).isEqualTo("node-3");
    }

    @Test
    void walSendPageAndLogAreMapped() {
        AgentConfig config = parse("""
                wal: {segmentSize: 1MiB, maxSize: 64MiB, fsync: always, fsyncInterval: 250ms}
                send:
                  endpoint: grpcs://gateway.example:443
                  httpEndpoint: https://gateway.example
                  tls: {caFile: ca.pem, certFile: /x/cert.pem, keyFile: key.pem, serverName: other.example}
                  tokenFile: token
                  window: 4
                  compression: none
                  connectTimeout: 1s
                  acknowledgeTimeout: 2s
                  maxReconnectDelay: 3s
                  flushTimeout: 4s
                page: {address: 0.0.0.0, port: 0}
                log: {level: debug, format: json}
                """);

        assertThat(config.wal())
                .isEqualTo(new WalConfig(1 << 20, 64 << 20, WalConfig.Fsync.ALWAYS, Duration.ofMillis(250)));
        assertThat(config.send())
                .isEqualTo(new SendConfig(
                        URI.create("grpcs://gateway.example:443"),
                        URI.create("https://gateway.example"),
                        new SendConfig.SendTls(
                                DIRECTORY.resolve("ca.pem"),
                                Path.of("/x/cert.pem"),
                                DIRECTORY.resolve("key.pem"),
                                "other.example"),
                        DIRECTORY.resolve("token"),
                        4,
                        SendConfig.Compression.NONE,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4)));
        assertThat(config.page()).isEqualTo(new PageConfig("0.0.0.0", 0));
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Level.DEBUG, LogConfig.Format.JSON));
    }

    @Test
    void theDefaultCapOfTheLogGrowsWithItsSegments() {
        assertThat(parse("wal: {segmentSize: 1GiB}").wal().maxBytes()).isEqualTo(2L << 30);
    }

    @Test
    void collectorsAreMappedAndTheirSettingsKeptInTheirTypes() {
        AgentConfig config = parse("""
                collectors:
                  defaults: {interval: 5s, deadline: 2s}
                  cpu: {deadline: 1s, guest: false, per_core_limit: 8}
                  textfile: {enabled: true, interval: 1m, directory: /var/lib/text, names: [a, b]}
                """);

        CollectorConfig cpu = config.collectors().get(0);
        assertThat(cpu.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cpu.deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(cpu.settings()).isEqualTo(Map.of("guest", false, "per_core_limit", 8L));
        CollectorConfig inventory = config.collectors().get(1);
        assertThat(inventory.interval()).isEqualTo(Duration.ofHours(1));
        assertThat(inventory.deadline()).isEqualTo(Duration.ofSeconds(2));
        CollectorConfig textfile = config.collectors().get(2);
        assertThat(textfile.enabled()).isTrue();
        assertThat(textfile.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(textfile.settings()).isEqualTo(Map.of("directory", "/var/lib/text", "names", List.of("a", "b")));
    }

    @Test
    void aShortIntervalShortensTheUsualDeadline() {
        CollectorConfig cpu =
                parse("collectors: {cpu: {interval: 1s}}").collectors().getFirst();

        assertThat(cpu.deadline()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aScrapeConfigWithoutAnythingElseHasTheDefaults() {
        ScrapeConfig config = parse("scrape_configs: [{job_name: node, static_configs: [{targets: [a:1]}]}]")
                .scrapeConfigs()
                .getFirst();

        assertThat(config).isEqualTo(ScrapeConfig.of("node", List.of(TargetGroup.of(List.of("a:1"), Labels.EMPTY))));
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.honorTimestamps()).isTrue();
        assertThat(config.http()).isEqualTo(new HttpSettings(null, TlsSettings.DEFAULT, true, true));
    }

    @Test
    void everyKeyOfAScrapeConfigIsMapped() {
        ScrapeConfig config = parse("""
                scrape_configs:
                  - job_name: full
                    scrape_interval: 1m
                    scrape_timeout: 20s
                    scrape_protocols: [PrometheusText0.0.4, OpenMetricsText1.0.0]
                    fallback_scrape_protocol: OpenMetricsText0.0.1
                    always_scrape_classic_histograms: true
                    metrics_path: /probe
                    scheme: https
                    params: {module: [a, b], empty: []}
                    honor_labels: true
                    honor_timestamps: false
                    track_timestamps_staleness: true
                    enable_compression: false
                    follow_redirects: false
                    basic_auth: {username: me, password: "${TOKEN}"}
                    tls_config:
                      {ca_file: ca.pem, cert_file: c.pem, key_file: k.pem, server_name: s, insecure_skip_verify: true}
                    body_size_limit: 1MB
                    sample_limit: 1
                    label_limit: 2
                    label_name_length_limit: 3
                    label_value_length_limit: 4
                    target_limit: 5
                    static_configs:
                      - {targets: ["a:1", "b:2"], labels: {rack: r, __metrics_path__: /x}}
                    relabel_configs:
                      - source_labels: [a, b]
                        separator: ","
                        regex: "x(.*)"
                        target_label: "t_${1}"
                        replacement: "${1}-$${TOKEN}"
                    metric_relabel_configs:
                      - {source_labels: [c], action: hashmod, modulus: 7, target_label: shard}
                      - {regex: tmp_.*, action: LabelDrop}
                """).scrapeConfigs().getFirst();

        assertThat(config)
                .isEqualTo(new ScrapeConfig(
                        "full",
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        "https",
                        "/probe",
                        Map.of("module", List.of("a", "b"), "empty", List.of()),
                        true,
                        false,
                        true,
                        List.of(ScrapeProtocol.PROMETHEUS_TEXT_0, ScrapeProtocol.OPEN_METRICS_1),
                        ScrapeProtocol.OPEN_METRICS_0,
                        true,
                        new HttpSettings(
                                new Credentials.Basic(new Secret.Inline("me"), new Secret.Inline("s3cret")),
                                new TlsSettings(
                                        DIRECTORY.resolve("ca.pem"),
                                        DIRECTORY.resolve("c.pem"),
                                        DIRECTORY.resolve("k.pem"),
                                        "s",
                                        true),
                                false,
                                false),
                        new ScrapeLimits(1 << 20, 1, 2, 3, 4, 5),
                        List.of(TargetGroup.of(
                                List.of("a:1", "b:2"), Labels.of("rack", "r", "__metrics_path__", "/x"))),
                        new Relabeling(List.of(new RelabelRule(
                                List.of("a", "b"),
                                ",",
                                "t_${1}",
                                "x(.*)",
                                0,
                                "${1}-$${TOKEN}",
                                RelabelAction.REPLACE))),
                        new Relabeling(List.of(
                                new RelabelRule(List.of("c"), ";", "shard", "(.*)", 7, "$1", RelabelAction.HASHMOD),
                                new RelabelRule(List.of(), ";", "", "tmp_.*", 0, "$1", RelabelAction.LABELDROP)))));
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void globalSettingsAreTheDefaultsOfScrapeConfigs() {
        List<ScrapeConfig> configs = parse("""
                global: {scrape_interval: 30s, scrape_timeout: 20s, sample_limit: 9, scrape_protocols: [PrometheusProto]}
                scrape_configs:
                  - {job_name: usual}
                  - {job_name: own, scrape_interval: 5s, sample_limit: 0}
                """).scrapeConfigs();

        assertThat(configs.get(0).interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configs.get(0).timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(configs.get(0).limits().samples()).isEqualTo(9);
        assertThat(configs.get(0).protocols()).containsExactly(ScrapeProtocol.PROMETHEUS_PROTO);
        assertThat(configs.get(1).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configs.get(1).limits().samples()).isZero();
    }

    @Test
    void authorizationIsMapped() {
        Credentials inline = credentials("{credentials: \"${TOKEN}\"}");
        Credentials inFile = credentials("{type: Token, credentials_file: t}");

        assertThat(inline).isEqualTo(new Credentials.Authorization("Bearer", new Secret.Inline("s3cret")));
        assertThat(inFile).isEqualTo(new Credentials.Authorization("Token", new Secret.InFile(DIRECTORY.resolve("t"))));
    }

    @Test
    void anEscapedReferenceStaysAsItIs() {
        assertThat(parse("agent: {id: \"a-$${CLUSTER}-${CLUSTER}\"}").identity().id())
                .isEqualTo("a-${CLUSTER}-blue");
    }

    @Test
    void aFileIsLoadedWithPathsRelativeToIt() throws IOException {
        Path file = Files.writeString(directory.resolve("agent.yaml"), "send: {tokenFile: token}");

        ConfigResult result = loader(Map.of()).load(file);

        assertThat(((ConfigResult.Loaded) result).config().send().tokenFile()).isEqualTo(directory.resolve("token"));
    }

    @Test
    void aFileThatCannotBeReadIsAnError() throws IOException {
        Path latin =
                Files.write(directory.resolve("latin.yaml"), "agent: {id: ü}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(message(loader(Map.of()).load(Path.of("/nowhere/agent.yaml"))))
                .isEqualTo("/nowhere/agent.yaml: there is no such file");
        assertThat(message(loader(Map.of()).load(latin))).isEqualTo(latin + ": is not valid UTF-8");
    }

    @Test
    void theCommentedExampleIsValidWithAndWithoutItsComments() throws IOException {
        String example = Files.readString(Path.of("src/main/resources/dev/bellwether/agent/config/agent.yaml"));
        AgentConfigLoader loader = new AgentConfigLoader(
                Map.of("EXPORTER_PASSWORD", "x"),
                dev.bellwether.agent.collect.CollectorCatalog.standard().definitions(),
                () -> "host-a");
        String uncommented = example.replace("scrape_configs: []\n", "")
                .lines()
                .map(line -> line.replaceFirst("^(\\s*)#(?! [^ ])(.*)$", "$1$2"))
                .collect(Collectors.joining("\n"));

        assertThat(loader.parse("agent.yaml", DIRECTORY, example)).isInstanceOf(ConfigResult.Loaded.class);
        ConfigResult whole = loader.parse("agent.yaml", DIRECTORY, uncommented);
        assertThat(whole).as(() -> message(whole)).isInstanceOf(ConfigResult.Loaded.class);
    }

    private static String message(ConfigResult result) {
        return result instanceof ConfigResult.Invalid invalid ? invalid.message() : "no error";
    }

    private static Credentials credentials(String authorization) {
        Credentials credentials = parse("scrape_configs: [{job_name: a, authorization: " + authorization + "}]")
                .scrapeConfigs()
                .getFirst()
                .http()
                .credentials();
        assertThat(credentials).isNotNull();
        return java.util.Objects.requireNonNull(credentials);
    }

    private static AgentConfig parse(String yaml) {
        ConfigResult result = loader(ENVIRONMENT).parse("agent.yaml", DIRECTORY, yaml);
        return switch (result) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.message());
        };
    }

    private static AgentConfigLoader loader(Map<String, String> environment) {
        return new AgentConfigLoader(
                environment,
                List.of(
                        definition(
                                "cpu",
                                true,
                                Duration.ofSeconds(15),
                                Setting.bool("guest", true, "Guest times too."),
                                Setting.number("per_core_limit", 64, 1, 1024, "The most cores.")),
                        definition("inventory", true, Duration.ofHours(1)),
                        definition(
                                "textfile",
                                false,
                                Duration.ofSeconds(15),
                                Setting.path("directory", Path.of("/var"), "Where files are."),
                                Setting.expression("exclude", "", "Which files not to read."),
                                Setting.texts("names", List.of(), "Which files to read."))),
                () -> "host-a");
    }

    private static CollectorDefinition definition(
            String name, boolean enabled, Duration interval, Setting... settings) {
        return new CollectorDefinition(
                name, enabled, interval, Duration.ofSeconds(5), "node-exporter", List.of(settings), (paths, given) -> {
                    throw new AssertionError("no collector is made here");
                });
    }
}
