package dev.bellwether.alert.main;

import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.stream.KafkaRuleStatuses;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.process.Environment;
import dev.bellwether.process.LogClients;
import dev.bellwether.process.PageServer;
import dev.bellwether.process.Program;
import dev.bellwether.process.Running;
import dev.bellwether.process.database.DatabaseEnvironment;
import dev.bellwether.storage.timescale.AwaitedStorage;
import dev.bellwether.storage.timescale.StorageConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/**
 * The alert engine as a process of its own, set up by environment variables; docs/processes.md lists them.
 *
 * <p>Rules, notifiers and silences come from the log alone. The database may be away at any time: only rules that reach back
 * farther than windows do need it.
 */
public final class AlertEngineMain {
    private static final int PAGES_PORT = 7085;

    private AlertEngineMain() {}

    /** Evaluates until the process is told to stop; ends with 2 for a wrong setting, 1 where it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        Program.run(AlertEngineMain::start);
    }

    private static void start(Environment environment, Running running) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        AlertSettings settings = settings(environment);
        StorageConfig database = DatabaseEnvironment.config(environment);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PageServer pages = running.add(PageServer.open(environment, PAGES_PORT, registry, "waiting for the log"));
        AwaitedStorage storage = running.add(AwaitedStorage.start(database, clock));
        LogClients log = running.add(LogClients.open(environment, "bellwether-alert-engine", clock));
        KafkaControls controls = running.add(new KafkaControls(log.settings(), log.layout(), log.publisher()));
        controls.start();
        KafkaRuleStatuses statuses = running.add(new KafkaRuleStatuses(log.settings(), log.layout()));
        statuses.start();
        AlertService service = running.add(new AlertWiring(
                        settings,
                        new AlertLog(log.settings(), log.layout(), log.blocks(), log.publisher(), controls),
                        storage.reader(""),
                        registry,
                        clock)
                .fromLog(statuses::evaluatedThrough));
        service.start();
        pages.problem(service::problem);
    }

    static AlertSettings settings(Environment environment) {
        return new AlertSettings(
                environment.text("BELLWETHER_ENGINE_ID").orElseGet(AlertEngineMain::ownName),
                environment.text("BELLWETHER_EXTERNAL_URL", ""),
                addresses(environment),
                environment.path("BELLWETHER_SEALING_KEY_FILE"));
    }

    private static AddressPolicy addresses(Environment environment) {
        String name = environment.text("BELLWETHER_RECEIVER_ADDRESSES", "cluster");
        return switch (name) {
            case "public" -> AddressPolicy.PUBLIC_ONLY;
            case "cluster" -> AddressPolicy.CLUSTER;
            case "any" -> AddressPolicy.STANDALONE;
            default ->
                throw new IllegalArgumentException("BELLWETHER_RECEIVER_ADDRESSES is \"" + name
                        + "\", allowed are public, cluster (private networks too) and any (this machine too)");
        };
    }

    /** No two engines may have one name, also not two on one machine. */
    private static String ownName() {
        long process = ManagementFactory.getRuntimeMXBean().getPid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "engine-" + process;
        }
    }
}
