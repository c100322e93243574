package dev.bellwether.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a broker as a process of its own: {@code --data DIR [--host HOST] [--port PORT] [--set key=value …]}. */
public final class BrokerMain {
    private static final String USAGE = "usage: broker --data DIR [--host HOST] [--port PORT] [--set key=value ...]";

    private BrokerMain() {}

    /** Serves until the process is told to stop; ends with 2 for wrong arguments, 1 where it cannot start. */
    public static void main(String[] arguments) {
        BrokerConfig config;
        try {
            config = parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            System.out.println("broker serves on " + broker.bootstrapServers());
            System.out.flush();
            broker.awaitStop();
        } catch (BrokerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The arguments as a config.
     *
     * @throws IllegalArgumentException where one is unknown, has no value, or {@code --data} is missing
     */
    static BrokerConfig parse(String[] arguments) {
        Path data = null;
        String host = BrokerConfig.LOOPBACK;
        int port = 9092;
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("argument " + arguments[i] + " has no value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--data" -> data = Path.of(value);
                case "--host" -> host = value;
                case "--port" -> port = parsePort(value);
                case "--set" -> addSetting(settings, value);
                default ->
                    throw new IllegalArgumentException(
                            "argument " + arguments[i] + " is unknown, allowed are --data, --host, --port and --set");
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("argument --data is missing; it names the data directory");
        }
        return new BrokerConfig(data, host, port, settings);
    }

    private static int parsePort(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port is \"" + value + "\", allowed are 0 to 65535", e);
        }
    }

    private static void addSetting(Map<String, String> settings, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--set is \"" + assignment + "\", key=value is needed");
        }
        settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
}
