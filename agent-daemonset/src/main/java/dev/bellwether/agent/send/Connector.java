package dev.bellwether.agent.send;

import java.io.IOException;

/** Opens connections of one protocol. */
interface Connector extends AutoCloseable {
    /** The protocol's name in logs and metrics. */
    String name();

    /**
     * Begins to connect; does not wait for it.
     *
     * @throws IOException where a file of credentials or roots cannot be used
     */
    Connection connect(Connection.Listener listener) throws IOException;

    @Override
    void close();
}
