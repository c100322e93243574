package dev.bellwether.agent.scrape.settings;

import dev.bellwether.agent.scrape.relabel.Relabeling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One element of {@code scrape_configs}.
 *
 * @param jobName value of the label {@code job}
 * @param interval from scrape to scrape
 * @param timeout how long one scrape may take; at most the interval
 * @param scheme {@code http} or {@code https}
 * @param metricsPath the path to ask for
 * @param params parameters of the query
 * @param honorLabels whether a label of the exposition wins over the target's of the same name
 * @param honorTimestamps whether times in the exposition count
 * @param trackTimestampsStaleness whether series with times of their own get stale markers
 * @param protocols the formats to ask for, the preferred first
 * @param fallbackProtocol the format of an answer whose Content-Type names none
 * @param classicHistograms whether classic buckets are kept beside a native histogram
 * @param http credentials, TLS, redirects, compression
 * @param limits what a target may expose
 * @param staticTargets the targets that stand in the configuration
 * @param relabeling of targets
 * @param metricRelabeling of samples
 */
public record ScrapeConfig(
        String jobName,
        Duration interval,
        Duration timeout,
        String scheme,
        String metricsPath,
        Map<String, List<String>> params,
        boolean honorLabels,
        boolean honorTimestamps,
        boolean trackTimestampsStaleness,
        List<ScrapeProtocol> protocols,
        ScrapeProtocol fallbackProtocol,
        boolean classicHistograms,
        HttpSettings http,
        ScrapeLimits limits,
        List<TargetGroup> staticTargets,
        Relabeling relabeling,
        Relabeling metricRelabeling) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Checks and copies. */
    public ScrapeConfig {
        if (jobName.isEmpty()) {
            throw new IllegalArgumentException("job_name is empty, it needs a name");
        }
        requireTimes(interval, timeout);
        requireScheme(scheme);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("scrape_protocols is empty, at least one is needed");
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        params.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        params = java.util.Collections.unmodifiableMap(copy);
        protocols = List.copyOf(protocols);
        staticTargets = List.copyOf(staticTargets);
    }

    /** A config with every default and static targets: what {@code job_name} and {@code targets} alone give. */
    public static ScrapeConfig of(String jobName, List<TargetGroup> staticTargets) {
        return new ScrapeConfig(
                jobName,
                DEFAULT_INTERVAL,
                DEFAULT_TIMEOUT,
                "http",
                "/metrics",
                Map.of(),
                false,
                true,
                false,
                ScrapeProtocol.DEFAULT,
                ScrapeProtocol.PROMETHEUS_TEXT_0,
                false,
                HttpSettings.DEFAULT,
                ScrapeLimits.NONE,
                staticTargets,
                Relabeling.NONE,
                Relabeling.NONE);
    }

    /** Checks an interval and a timeout, of a config or of one target. */
    public static void requireTimes(Duration interval, Duration timeout) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("scrape_interval is " + interval + ", more than 0 is needed");
        }
        if (!timeout.isPositive() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException("scrape_timeout is " + timeout
                    + ", more than 0 and at most the scrape_interval (" + interval + ") is needed");
        }
    }

    /** Checks a scheme, of a config or of one target. */
    public static void requireScheme(String scheme) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme is \"" + scheme + "\", allowed are http and https");
        }
    }
}
