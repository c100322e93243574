package dev.bellwether.operator.main;

import dev.bellwether.operator.bridge.KubernetesBridges;
import dev.bellwether.operator.webhook.Webhook;
import dev.bellwether.operator.webhook.WebhookSettings;
import dev.bellwether.process.PageServer;
import dev.bellwether.process.Program;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** The operator as a process, set up by environment variables; the module's README lists them. */
public final class Main {
    private Main() {}

    /** Runs until the process is told to stop, or leadership is lost. */
    public static void main(String[] arguments) throws InterruptedException {
        Program.run((environment, running) -> {
            OperatorSettings settings = OperatorSettings.of(environment);
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            PageServer pages = running.add(
                    PageServer.open(environment, OperatorSettings.PAGES_PORT, registry, "the operator starts"));
            KubernetesClient client = running.add(new KubernetesClientBuilder().build());
            OperatorProcess operator = running.add(new OperatorProcess(
                    client,
                    settings,
                    version(),
                    Optional.of(new KubernetesBridges(client, Clock.systemUTC())),
                    Clock.systemUTC(),
                    () -> System.exit(Program.FAILED)));
            registry.gauge("bellwether_operator_leader", operator, process -> process.leads() ? 1 : 0);
            WebhookSettings.of(environment)
                    .map(webhook -> running.add(new Webhook(client, webhook, Clock.systemUTC())))
                    .ifPresent(Webhook::start);
            operator.start();
            pages.problem(operator::problem);
        });
    }

    private static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0.1.0-SNAPSHOT");
    }
}
