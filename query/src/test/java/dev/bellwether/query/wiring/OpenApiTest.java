package dev.bellwether.query.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.query.MetadataDirectory;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.Readiness;
import dev.bellwether.query.RuleDirectory;
import dev.bellwether.query.alerts.AlertBoard;
import dev.bellwether.query.alerts.AlertChanges;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.api.Handlers;
import dev.bellwether.storage.AgentDirectory;
import dev.bellwether.storage.AlertLogReader;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void everyRouteIsDescribedAndNoOther() throws IOException {
        QueryPorts ports = new QueryPorts(
                new InMemorySeries(),
                new NoAgents(),
                MetadataDirectory.EMPTY,
                RuleDirectory.EMPTY,
                new AlertPorts(new AlertBoard(new ControlView(), Clock.systemUTC()), new NoChanges(), new NoHistory()),
                Readiness.ALWAYS,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.systemUTC());
        QueryConfig config = QueryConfig.DEFAULT.at("127.0.0.1", 0);
        Set<String> routes = new TreeSet<>();
        try (HttpRuntime runtime = new HttpRuntime(config, Handlers.of(config, ports), ports.registry())) {
            runtime.context()
                    .getBean(Router.class)
                    .uriRoutes()
                    .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                    .forEach(route -> routes.add(route.getHttpMethodName() + " "
                            + route.getUriMatchTemplate().toPathString()));
        }

        assertThat(described()).isEqualTo(routes);
    }

    private static Set<String> described() throws IOException {
        String text;
        try (InputStream in = HttpRuntime.class.getResourceAsStream("/dev/bellwether/query/pages/openapi.json")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Set<String> operations = new TreeSet<>();
        Matcher line = Pattern.compile("^ {4}\"(/[^\"]*)\": \\{$|^ {6}\"(get|post|delete)\": \\{$", Pattern.MULTILINE)
                .matcher(text);
        String path = "";
        while (line.find()) {
            if (line.group(1) != null) {
                path = line.group(1);
            } else {
                operations.add(line.group(2).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return operations;
    }

    private static final class NoChanges implements AlertChanges {
        @Override
        public void put(Control.Subject subject) {}

        @Override
        public void remove(Control.Kind kind, String uid) {}

        @Override
        public void announce(List<AlertTransition> transitions) {}
    }

    private static final class NoHistory implements AlertLogReader {
        @Override
        public List<AlertTransition> transitions(AlertLogSelection selection) {
            return List.of();
        }

        @Override
        public List<NotificationDecision> decisions(AlertLogSelection selection) {
            return List.of();
        }

        @Override
        public List<NotificationDecision> decisionsOfNotifications(List<String> notificationIds) {
            return List.of();
        }
    }

    private static final class NoAgents implements AgentDirectory {
        @Override
        public List<AgentStatus> agents(String tenant) {
            return List.of();
        }

        @Override
        public Optional<AgentStatus> agent(String tenant, String agentId) {
            return Optional.empty();
        }
    }
}
