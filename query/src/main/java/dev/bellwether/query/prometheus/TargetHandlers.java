package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.hosts.AgentView;
import dev.bellwether.query.hosts.Agents;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * {@code /api/v1/targets} (each agent is a target) and {@code metadata}. Safe for use by many threads.
 *
 * <p>With enforced matchers metadata shows only metrics of which the caller may see a series.
 */
public final class TargetHandlers {
    private final Agents agents;
    private final MetadataDirectory metadata;
    private final SeriesReader visible;
    private final List<Matcher> enforced;

    public TargetHandlers(Agents agents, MetadataDirectory metadata, SeriesReader visible, List<Matcher> enforced) {
        this.agents = agents;
        this.metadata = metadata;
        this.visible = visible;
        this.enforced = List.copyOf(enforced);
    }

    /** The agents as active targets; nothing is ever dropped. */
    public Reply targets(Request request) {
        Parameters parameters = request.parameters();
        String state = parameters.first("state").toLowerCase(java.util.Locale.ROOT);
        String pool = parameters.first("scrapePool");
        boolean shown = state.isEmpty() || state.equals("any") || state.equals("active");
        List<AgentView> targets = shown
                ? agents.all().stream()
                        .filter(agent -> pool.isEmpty() || pool.equals(poolOf(agent)))
                        .toList()
                : List.of();
        return Success.reply(json -> {
            json.beginObject().name("activeTargets").beginArray();
            for (AgentView agent : targets) {
                write(agent, json);
            }
            json.endArray().name("droppedTargets").beginArray().endArray();
            json.name("droppedTargetCounts").beginObject().endObject().endObject();
        });
    }

    /** The names by which {@link #targets} are grouped. */
    public Reply scrapePools(Request request) {
        TreeSet<String> pools = new TreeSet<>();
        agents.all().forEach(agent -> pools.add(poolOf(agent)));
        return Success.reply(
                json -> json.beginObject().name("scrapePools").texts(pools).endObject());
    }

    private static String poolOf(AgentView agent) {
        String job = agent.labels().getOrEmpty("job");
        return job.isEmpty() ? "agents" : job;
    }

    private static void write(AgentView agent, JsonWriter json) throws IOException {
        String address = "bellwether-agent://" + agent.id();
        Labels discovered = agent.labels().with("__address__", agent.instance());
        json.beginObject().name("discoveredLabels").labels(discovered);
        json.name("labels").labels(agent.labels()).name("scrapePool").value(poolOf(agent));
        json.name("scrapeUrl").value(address).name("globalUrl").value(address);
        json.name("lastError")
                .value(agent.live() ? "" : "no batch for " + agent.silence().toSeconds() + "s");
        json.name("lastScrape").value(agent.receivedAt().toString());
        json.name("lastScrapeDuration").value(0L);
        json.name("health").value(agent.live() ? "up" : "down");
        json.name("scrapeInterval").value("").name("scrapeTimeout").value("").endObject();
    }

    /** Types, units and help texts by metric. */
    public Reply metadata(Request request) {
        Parameters parameters = request.parameters();
        int limit = ParameterReader.optionalNumber(parameters, "limit", -1);
        int limitPerMetric = ParameterReader.optionalNumber(parameters, "limit_per_metric", -1);
        SortedMap<String, List<MetricMetadata>> known = metadata.metadata(parameters.first("metric"));
        Set<String> names = visibleNames(known.keySet());
        return Success.reply(json -> {
            json.beginObject();
            int written = 0;
            for (Map.Entry<String, List<MetricMetadata>> entry : known.entrySet()) {
                if (limit >= 0 && written >= limit) {
                    break;
                }
                if (names.contains(entry.getKey())) {
                    write(entry.getKey(), entry.getValue(), limitPerMetric, json);
                    written++;
                }
            }
            json.endObject();
        });
    }

    private Set<String> visibleNames(Set<String> all) {
        if (enforced.isEmpty()) {
            return all;
        }
        return new HashSet<>(visible.labelValues(
                Labels.METRIC_NAME, List.of(), ParameterReader.MIN_TIME_MILLIS, ParameterReader.MAX_TIME_MILLIS, 0));
    }

    private static void write(String metric, List<MetricMetadata> entries, int limit, JsonWriter json)
            throws IOException {
        json.name(metric).beginArray();
        int written = 0;
        for (MetricMetadata entry : entries) {
            if (limit > 0 && written++ >= limit) {
                break;
            }
            json.beginObject().name("type").value(typeName(entry.type()));
            json.name("unit")
                    .value(entry.unit())
                    .name("help")
                    .value(entry.help())
                    .endObject();
        }
        json.endArray();
    }

    private static String typeName(MetricType type) {
        return switch (type) {
            case UNKNOWN -> "unknown";
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
            case GAUGE_HISTOGRAM -> "gaugehistogram";
            case SUMMARY -> "summary";
            case INFO -> "info";
            case STATE_SET -> "stateset";
        };
    }
}
