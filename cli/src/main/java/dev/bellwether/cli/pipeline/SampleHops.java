package dev.bellwether.cli.pipeline;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The hops of a sample: from an agent through the log into the query server's memory, and into storage. */
final class SampleHops {
    /** How old the newest sample of an agent may be. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final ApiClient client;
    private final int agents;

    SampleHops(ApiClient client, int agents) {
        this.client = client;
        this.agents = agents;
    }

    private record Step(String name, String advice, Supplier<Finding> eye) implements Hop {
        @Override
        public Finding look() {
            return eye.get();
        }
    }

    List<Hop> hops() {
        return List.of(
                new Step("query", "the pods of query: do they run, and is the token the right one?", this::server),
                new Step(
                        "agent → gateway → log → query",
                        "the log of an agent (does it reach the gateway, is its token taken?), then that of the gateway",
                        this::samples),
                new Step("log → writer → storage", "the log of the writer, then that of the database", this::storage),
                new Step(
                        "rules → alert engine",
                        "the log of the alert engine; kubectl get alertrules -A shows rules that are wrong",
                        this::rules));
    }

    private Finding server() {
        Map<String, ?> build = JsonTree.object(
                client.get("/api/v1/status/buildinfo", List.of()).data());
        return Finding.good("the API answers, version " + JsonTree.text(build.get("version")));
    }

    private Finding samples() {
        Map<String, ?> data = JsonTree.object(client.get(
                        "/api/v1/query",
                        List.of(Map.entry(
                                "query",
                                "count(time() - timestamp(up{job=\"node-exporter\"}) < " + FRESH.toSeconds() + ")")))
                .data());
        List<?> result = JsonTree.list(data.get("result"));
        int fresh = result.isEmpty()
                ? 0
                : (int) Double.parseDouble(JsonTree.text(
                        JsonTree.list(JsonTree.object(result.getFirst()).get("value"))
                                .getLast()));
        return new Finding(
                fresh >= agents,
                fresh + " of at least " + agents + " agents have samples of the last " + Moments.span(FRESH));
    }

    private Finding storage() {
        Map<String, ?> answer = JsonTree.object(client.tree("/api/v1/agents", List.of()));
        int stored = 0;
        double longest = 0;
        for (Object agent : JsonTree.list(answer.get("agents"))) {
            Map<String, ?> one = JsonTree.object(agent);
            double lag = one.get("lagSeconds") instanceof Number number ? number.doubleValue() : Double.MAX_VALUE;
            if (lag <= FRESH.toSeconds()) {
                stored++;
                longest = Math.max(longest, lag);
            }
        }
        return new Finding(
                stored >= agents,
                "samples of " + stored + " of at least " + agents + " agents are stored"
                        + (stored == 0
                                ? ""
                                : ", at most " + Moments.span(Duration.ofMillis((long) (longest * 1_000))) + " old"));
    }

    private Finding rules() {
        Map<String, ?> data =
                JsonTree.object(client.get("/api/v1/rules", List.of()).data());
        int rules = 0;
        Instant newest = null;
        for (Object group : JsonTree.list(data.get("groups"))) {
            for (Object rule : JsonTree.list(JsonTree.object(group).get("rules"))) {
                rules++;
                Instant evaluated =
                        Moments.parse(JsonTree.text(JsonTree.object(rule).get("lastEvaluation")));
                newest = newest == null || (evaluated != null && evaluated.isAfter(newest)) ? evaluated : newest;
            }
        }
        if (rules == 0) {
            return Finding.good("there are no rules to be evaluated");
        }
        boolean good = newest != null && newest.isAfter(Instant.EPOCH);
        return new Finding(
                good,
                rules + " rules, "
                        + (newest == null || !good ? "none evaluated yet" : "last evaluated " + Moments.text(newest)));
    }
}
