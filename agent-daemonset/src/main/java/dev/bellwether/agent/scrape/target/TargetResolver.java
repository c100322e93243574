package dev.bellwether.agent.scrape.target;

import dev.bellwether.agent.config.yaml.ValueKind;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.TargetGroup;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns target groups into targets: adds the internal labels, relabels, and reads address, path, scheme, parameters and
 * times back from them, as Prometheus's {@code PopulateLabels}. Pure functions.
 */
public final class TargetResolver {
    private static final String INTERNAL = "__";
    private static final String SCHEME = "__scheme__";
    private static final String METRICS_PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";
    private static final String PARAM = "__param_";

    private TargetResolver() {}

    /** The targets of a config; where there are more than its limit, all of them are refused. */
    public static ResolvedTargets resolve(ScrapeConfig config, List<TargetGroup> groups) {
        Set<ScrapeTarget> targets = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        int dropped = 0;
        for (TargetGroup group : groups) {
            for (Labels own : group.targets()) {
                Optional<Labels> relabeled = Optional.empty();
                try {
                    relabeled = config.relabeling().apply(withInternal(config, group.labels(), own));
                    relabeled.ifPresent(labels -> targets.add(target(config, labels)));
                } catch (IllegalArgumentException | IllegalStateException e) {
                    problems.add("job " + config.jobName() + ", target " + own.getOrEmpty(TargetGroup.ADDRESS) + ": "
                            + e.getMessage());
                    continue;
                }
                dropped += relabeled.isEmpty() ? 1 : 0;
            }
        }
        List<ScrapeTarget> found = List.copyOf(targets);
        int limit = config.limits().targets();
        if (limit > 0 && found.size() > limit) {
            String reason = "target_limit: the job has " + found.size() + " targets, allowed are " + limit;
            found = found.stream().map(target -> target.refused(reason)).toList();
        }
        return new ResolvedTargets(found, dropped, problems);
    }

    private static Labels withInternal(ScrapeConfig config, Labels common, Labels own) {
        Map<String, String> labels = new TreeMap<>(common.toMap());
        labels.putAll(own.toMap());
        labels.putIfAbsent("job", config.jobName());
        labels.putIfAbsent(SCHEME, config.scheme());
        labels.putIfAbsent(METRICS_PATH, config.metricsPath());
        labels.putIfAbsent(INTERVAL, config.interval().toMillis() + "ms");
        labels.putIfAbsent(TIMEOUT, config.timeout().toMillis() + "ms");
        config.params().forEach((name, values) -> {
            if (!values.isEmpty()) {
                labels.putIfAbsent(PARAM + name, values.getFirst());
            }
        });
        return Labels.of(labels);
    }

    private static ScrapeTarget target(ScrapeConfig config, Labels labels) {
        String address = labels.getOrEmpty(TargetGroup.ADDRESS);
        if (address.isEmpty() || address.contains("/")) {
            throw new IllegalArgumentException(
                    "__address__ is " + LabelText.quote(address) + ", allowed is host:port without scheme and path");
        }
        String scheme = labels.getOrEmpty(SCHEME);
        ScrapeConfig.requireScheme(scheme);
        Duration interval = duration(labels, INTERVAL);
        Duration timeout = duration(labels, TIMEOUT);
        URI url = url(scheme, address, labels.getOrEmpty(METRICS_PATH), parameters(config, labels));
        Labels.Builder visible = Labels.builder().set("instance", address);
        labels.forEach((name, value) -> {
            if (!name.startsWith(INTERNAL)) {
                visible.set(name, value);
            }
        });
        return new ScrapeTarget(config, visible.build(), url, interval, timeout, null);
    }

    private static Duration duration(Labels labels, String name) {
        String text = labels.getOrEmpty(name);
        return ValueKind.duration(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is " + LabelText.quote(text) + ", allowed is a duration such as 15s"));
    }

    private static Map<String, List<String>> parameters(ScrapeConfig config, Labels labels) {
        Map<String, List<String>> parameters = new TreeMap<>();
        config.params().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
        labels.forEach((name, value) -> {
            if (name.startsWith(PARAM)) {
                List<String> values =
                        parameters.computeIfAbsent(name.substring(PARAM.length()), key -> new ArrayList<>());
                if (values.isEmpty()) {
                    values.add(value);
                } else {
                    values.set(0, value);
                }
            }
        });
        return new LinkedHashMap<>(parameters);
    }

    private static URI url(String scheme, String address, String path, Map<String, List<String>> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        try {
            String absolute = path.startsWith("/") ? path : "/" + path;
            String text = new URI(scheme, address, absolute, null, null).toASCIIString();
            return URI.create(query.isEmpty() ? text : text + "?" + query);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "__address__ is " + LabelText.quote(address) + ", allowed is host:port: " + e.getReason(), e);
        }
    }
}
