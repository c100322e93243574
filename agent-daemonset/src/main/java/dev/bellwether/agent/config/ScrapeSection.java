package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ValueKind;
import dev.bellwether.agent.scrape.relabel.Relabeling;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.ScrapeLimits;
import dev.bellwether.agent.scrape.settings.ScrapeProtocol;
import dev.bellwether.agent.scrape.settings.TargetGroup;
import dev.bellwether.model.LabelText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code global} and {@code scrape_configs} with Prometheus's keys. */
final class ScrapeSection {
    private static final ValueKind<Duration> DURATION = ValueKind.DURATION_ABOVE_ZERO;
    private static final ValueKind<Long> COUNT = ValueKind.number(0, Integer.MAX_VALUE);
    private static final ValueKind<ScrapeProtocol> PROTOCOL = ValueKind.oneOf(protocolWords());

    private static final ValueKind<String> ADDRESS = new ValueKind<>(
            "host:port without scheme and path",
            text -> Optional.of(text).filter(address -> !address.isBlank() && !address.contains("/")));

    private static final Set<String> PROMETHEUS_ONLY = Set.of(
            "convert_classic_histograms_to_nhcb",
            "enable_http2",
            "http_headers",
            "keep_dropped_targets",
            "metric_name_escaping_scheme",
            "metric_name_validation_scheme",
            "native_histogram_bucket_limit",
            "native_histogram_min_bucket_factor",
            "no_proxy",
            "oauth2",
            "proxy_connect_header",
            "proxy_from_environment",
            "proxy_url",
            "scrape_failure_log_file",
            "evaluation_interval",
            "query_log_file",
            "rule_query_offset");

    /** What {@code global} sets for every scrape config that says nothing else. */
    private record Defaults(Duration interval, Duration timeout, List<ScrapeProtocol> protocols, ScrapeLimits limits) {}

    private ScrapeSection() {}

    static List<ScrapeConfig> read(ConfigMapping root) {
        Defaults defaults = global(root.mapping("global"));
        List<ScrapeConfig> configs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigMapping section : root.mappings("scrape_configs")) {
            scrapeConfig(section, defaults).ifPresent(config -> {
                if (!names.add(config.jobName())) {
                    section.report(
                            "job_name",
                            "found " + LabelText.quote(config.jobName())
                                    + ", which another scrape config has too; allowed is a name of its own");
                }
                configs.add(config);
            });
        }
        return configs;
    }

    private static Defaults global(ConfigMapping section) {
        Duration interval = section.get("scrape_interval", DURATION, ScrapeConfig.DEFAULT_INTERVAL);
        Duration timeout = timeout(section, interval, ScrapeConfig.DEFAULT_TIMEOUT);
        Defaults defaults = new Defaults(
                interval, timeout, protocols(section, ScrapeProtocol.DEFAULT), limits(section, ScrapeLimits.NONE));
        section.refuse(key -> key.equals("external_labels")
                ? Optional.of("labels of the surroundings stand in agent.externalLabels")
                : refusal(key));
        section.finish();
        return defaults;
    }

    private static Optional<ScrapeConfig> scrapeConfig(ConfigMapping section, Defaults defaults) {
        String jobName = section.require("job_name", ValueKind.NAME, "unnamed");
        Duration interval = section.get("scrape_interval", DURATION, defaults.interval());
        Duration timeout = timeout(section, interval, defaults.timeout());
        String scheme = section.get("scheme", ValueKind.oneOf(orderedMap("http", "http", "https", "https")), "http");
        String metricsPath = section.get("metrics_path", ValueKind.NAME, "/metrics");
        Map<String, List<String>> params = params(section.mapping("params"));
        boolean honorLabels = section.get("honor_labels", ValueKind.BOOLEAN, false);
        boolean honorTimestamps = section.get("honor_timestamps", ValueKind.BOOLEAN, true);
        boolean trackStaleness = section.get("track_timestamps_staleness", ValueKind.BOOLEAN, false);
        List<ScrapeProtocol> protocols = protocols(section, defaults.protocols());
        ScrapeProtocol fallback = section.get("fallback_scrape_protocol", PROTOCOL, ScrapeProtocol.PROMETHEUS_TEXT_0);
        boolean classicHistograms = section.get("always_scrape_classic_histograms", ValueKind.BOOLEAN, false);
        HttpSettings http = HttpSection.read(section);
        ScrapeLimits limits = limits(section, defaults.limits());
        List<TargetGroup> targets = staticTargets(section);
        Relabeling relabeling = RelabelSection.read(section, "relabel_configs");
        Relabeling metricRelabeling = RelabelSection.read(section, "metric_relabel_configs");
        section.refuse(ScrapeSection::refusal);
        section.finish();
        return section.build(() -> new ScrapeConfig(
                jobName,
                interval,
                timeout,
                scheme,
                metricsPath,
                params,
                honorLabels,
                honorTimestamps,
                trackStaleness,
                protocols,
                fallback,
                classicHistograms,
                http,
                limits,
                targets,
                relabeling,
                metricRelabeling));
    }

    private static Duration timeout(ConfigMapping section, Duration interval, Duration defaultTimeout) {
        Duration usual = defaultTimeout.compareTo(interval) > 0 ? interval : defaultTimeout;
        Duration timeout = section.get("scrape_timeout", DURATION, usual);
        if (timeout.compareTo(interval) > 0) {
            section.report(
                    "scrape_timeout",
                    "found " + timeout.toMillis() + "ms, allowed is at most the scrape_interval, which is "
                            + interval.toMillis() + "ms");
            return usual;
        }
        return timeout;
    }

    private static List<ScrapeProtocol> protocols(ConfigMapping section, List<ScrapeProtocol> defaults) {
        List<ScrapeProtocol> protocols = section.list("scrape_protocols", PROTOCOL);
        if (Set.copyOf(protocols).size() < protocols.size()) {
            section.report("scrape_protocols", "found a protocol twice, allowed is each once");
        }
        return protocols.isEmpty() ? defaults : protocols;
    }

    private static ScrapeLimits limits(ConfigMapping section, ScrapeLimits defaults) {
        return new ScrapeLimits(
                section.get("body_size_limit", ValueKind.BYTES, defaults.bodyBytes()),
                section.get("sample_limit", COUNT, defaults.samples()),
                section.get("label_limit", COUNT, (long) defaults.labels()).intValue(),
                section.get("label_name_length_limit", COUNT, (long) defaults.labelNameBytes())
                        .intValue(),
                section.get("label_value_length_limit", COUNT, (long) defaults.labelValueBytes())
                        .intValue(),
                section.get("target_limit", COUNT, (long) defaults.targets()).intValue());
    }

    private static Map<String, List<String>> params(ConfigMapping section) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String name : section.keys()) {
            params.put(name, section.list(name, ValueKind.TEXT));
        }
        return params;
    }

    private static List<TargetGroup> staticTargets(ConfigMapping section) {
        List<TargetGroup> groups = new ArrayList<>();
        for (ConfigMapping group : section.mappings("static_configs")) {
            List<String> addresses = group.list("targets", ADDRESS);
            groups.add(TargetGroup.of(addresses, LabelSection.readWithInternal(group, "labels")));
            group.finish();
        }
        return groups;
    }

    private static Optional<String> refusal(String key) {
        if (key.endsWith("_sd_configs")) {
            return Optional.of("is a key of Prometheus that this agent does not support, allowed is static_configs");
        }
        return PROMETHEUS_ONLY.contains(key)
                ? Optional.of("is a key of Prometheus that this agent does not support; remove it")
                : Optional.empty();
    }

    private static Map<String, ScrapeProtocol> protocolWords() {
        Map<String, ScrapeProtocol> words = new LinkedHashMap<>();
        for (ScrapeProtocol protocol : ScrapeProtocol.values()) {
            words.put(protocol.word(), protocol);
        }
        return words;
    }

    private static Map<String, String> orderedMap(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
