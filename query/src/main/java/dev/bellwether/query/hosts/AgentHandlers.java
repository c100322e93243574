package dev.bellwether.query.hosts;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/agents}, {@code agents/{id}} and {@code agents/{id}/latest}. Safe for use by many threads. */
public final class AgentHandlers {
    /** Where agents say which version they are. */
    private static final String BUILD_INFORMATION = "bellwether_agent_build_info";

    private final Agents agents;
    private final SeriesReader reader;
    private final Duration lookback;
    private final Clock clock;

    public AgentHandlers(Agents agents, SeriesReader reader, Duration lookback, Clock clock) {
        this.agents = agents;
        this.reader = reader;
        this.lookback = lookback;
        this.clock = clock;
    }

    static AgentView required(Agents agents, String id) {
        return agents.find(id)
                .orElseThrow(() -> ProblemException.notFound("there is no agent \"" + id
                        + "\", neither by its id nor by the label instance; GET /api/v1/agents lists them"));
    }

    /** Every agent. */
    public Reply list(Request request) {
        List<AgentView> all = agents.all();
        Map<String, String> versions = versions(List.of());
        return Reply.json(200, json -> {
            json.beginObject().name("agents").beginArray();
            for (AgentView agent : all) {
                write(agent, versions, json);
            }
            json.endArray().endObject();
        });
    }

    /** One agent. */
    public Reply one(Request request) {
        AgentView agent = required(agents, request.pathVariable());
        Map<String, String> versions = versions(List.of(Matcher.equal("instance", agent.instance())));
        return Reply.json(200, json -> write(agent, versions, json));
    }

    private Map<String, String> versions(List<Matcher> conditions) {
        List<Matcher> matchers = new ArrayList<>(conditions);
        matchers.add(Matcher.equal(Labels.METRIC_NAME, BUILD_INFORMATION));
        long now = clock.millis();
        Map<String, String> versions = new HashMap<>();
        for (Labels labels : reader.series(List.of(matchers), now - lookback.toMillis(), now, 0)) {
            versions.put(labels.getOrEmpty("instance"), labels.getOrEmpty("version"));
        }
        return versions;
    }

    private void write(AgentView agent, Map<String, String> versions, JsonWriter json) throws IOException {
        String version = versions.getOrDefault(agent.instance(), "");
        Duration lag = Duration.between(agent.newestSample(), clock.instant());
        json.beginObject().name("id").value(agent.id()).name("instance").value(agent.instance());
        json.name("live").value(agent.live()).name("version");
        if (version.isEmpty()) {
            json.nullValue();
        } else {
            json.value(version);
        }
        json.name("newestSample").value(agent.newestSample().toString());
        json.name("lagSeconds").value(Math.max(0, lag.toMillis()) / 1e3);
        json.name("receivedAt").value(agent.receivedAt().toString());
        json.name("silenceSeconds").value(agent.silence().toMillis() / 1e3);
        json.name("incarnation").value(agent.incarnation());
        json.name("labels").labels(agent.labels()).endObject();
    }

    /** The newest sample of each of an agent's series, in pages. */
    public Reply latest(Request request) {
        AgentView agent = required(agents, request.pathVariable());
        Parameters parameters = request.parameters();
        int limit = PageParameters.limit(parameters, 1_000);
        Labels after = Cursor.readLabels(parameters.first("cursor"));
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(Matcher.equal("instance", agent.instance()));
        if (!parameters.first("metric").isEmpty()) {
            matchers.add(Matcher.equal(Labels.METRIC_NAME, parameters.first("metric")));
        }
        long now = clock.millis();
        Selection selection = new Selection(matchers, now - lookback.toMillis() + 1, now);
        return Reply.json(200, json -> {
            json.beginObject().name("agent").value(agent.id()).name("instance").value(agent.instance());
            json.name("samples").beginArray();
            Labels last = Labels.EMPTY;
            boolean more = false;
            int written = 0;
            NewestSample newest = new NewestSample();
            try (SeriesCursor cursor = reader.select(selection)) {
                while (!more && cursor.nextSeries()) {
                    if (cursor.labels().compareTo(after) <= 0 || !newest.load(cursor)) {
                        continue;
                    }
                    if (written == limit) {
                        more = true;
                    } else {
                        last = cursor.labels();
                        written++;
                        json.beginObject().name("metric").value(last.metricName());
                        json.name("labels").labels(last.without(Labels.METRIC_NAME));
                        json.name("time")
                                .value(Instant.ofEpochMilli(newest.timestampMillis())
                                        .toString());
                        newest.writeValue(json.name("value"));
                        json.endObject();
                    }
                }
            }
            json.endArray().name("nextCursor");
            if (more) {
                json.value(Cursor.write(last));
            } else {
                json.nullValue();
            }
            json.endObject();
        });
    }
}
