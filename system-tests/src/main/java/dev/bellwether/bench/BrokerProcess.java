package dev.bellwether.bench;

import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The broker in a process of its own, with the settings that standalone gives it. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** Arguments: its data directory. Greets with its address. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(Path.of(arguments[0])))) {
            Commands.serve(broker.bootstrapServers(), words -> "ok");
        }
        System.exit(0);
    }
}
