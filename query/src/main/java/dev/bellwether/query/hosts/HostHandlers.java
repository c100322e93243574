package dev.bellwether.query.hosts;

import dev.bellwether.model.LabelText;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.execution.QueryOutcome;
import dev.bellwether.query.execution.QueryService;
import dev.bellwether.query.execution.QuerySettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/agents/…/summary}, {@code disks}, {@code networks}, {@code processes}. Safe for use by many threads. */
public final class HostHandlers {
    private final Agents agents;
    private final QueryService queries;
    private final Clock clock;

    public HostHandlers(Agents agents, QueryService queries, Clock clock) {
        this.agents = agents;
        this.queries = queries;
        this.clock = clock;
    }

    /** The host in one line. */
    public Reply summary(Request request) {
        AgentView agent = AgentHandlers.required(agents, request.pathVariable());
        long now = clock.millis();
        Map<String, Double> numbers =
                rows(HostTable.SUMMARY, agent, now, request).only();
        return Reply.json(200, json -> {
            json.beginObject().name("agent").value(agent.id()).name("instance").value(agent.instance());
            json.name("live").value(agent.live()).name("line").value(SummaryLine.of(agent, numbers, now));
            for (Map.Entry<String, Double> number : numbers.entrySet()) {
                json.name(number.getKey()).value(number.getValue().doubleValue());
            }
            json.endObject();
        });
    }

    /** Its file systems and block devices. */
    public Reply disks(Request request) {
        return tables(
                request, List.of("fileSystems", "devices"), List.of(HostTable.FILE_SYSTEMS, HostTable.BLOCK_DEVICES));
    }

    /** Its network interfaces. */
    public Reply networks(Request request) {
        return tables(request, List.of("interfaces"), List.of(HostTable.NETWORK_INTERFACES));
    }

    /** Its processes by name group. */
    public Reply processes(Request request) {
        return tables(request, List.of("groups"), List.of(HostTable.PROCESS_GROUPS));
    }

    private Reply tables(Request request, List<String> names, List<HostTable> tables) {
        AgentView agent = AgentHandlers.required(agents, request.pathVariable());
        long now = clock.millis();
        List<HostTable.Rows> rows =
                tables.stream().map(table -> rows(table, agent, now, request)).toList();
        return Reply.json(200, json -> {
            json.beginObject().name("agent").value(agent.id()).name("instance").value(agent.instance());
            for (int i = 0; i < names.size(); i++) {
                rows.get(i).write(json.name(names.get(i)));
            }
            json.endObject();
        });
    }

    private HostTable.Rows rows(HostTable table, AgentView agent, long now, Request request) {
        HostTable.Rows rows = new HostTable.Rows(table);
        String condition = "instance=" + LabelText.quote(agent.instance());
        QuerySettings settings = new QuerySettings(
                queries.options().timeout(), queries.options().lookbackDelta(), request.cancellation());
        table.columns().forEach((column, template) -> {
            String text = template.replace("INSTANCE", condition);
            Expression expression = queries.parse(text);
            QueryOutcome outcome = queries.instant(text, expression, now, settings);
            if (outcome.result() instanceof QueryResult.InstantVector vector) {
                for (QueryResult.Sample sample : vector.samples()) {
                    rows.add(column, sample.labels(), sample.value());
                }
            }
        });
        return rows;
    }
}
