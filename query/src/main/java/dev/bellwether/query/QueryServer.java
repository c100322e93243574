package dev.bellwether.query;

import dev.bellwether.query.api.Handlers;
import dev.bellwether.query.wiring.HttpRuntime;

/**
 * The API's server: listens from construction until it is closed.
 *
 * <p>Holds no static state: several can run in one JVM. The ports stay the caller's, who closes them after the server.
 */
public final class QueryServer implements AutoCloseable {
    private final QueryConfig config;
    private final HttpRuntime runtime;

    /**
     * Starts to listen.
     *
     * @throws RuntimeException where the address cannot be bound, with the address in the message
     */
    public QueryServer(QueryConfig config, QueryPorts ports) {
        this.config = config;
        this.runtime = new HttpRuntime(config, Handlers.of(config, ports), ports.registry());
    }

    /** The port it listens on, also where any free one was asked for. */
    public int port() {
        return runtime.port();
    }

    /** Where it can be reached: {@code http://127.0.0.1:7080}. */
    public String address() {
        return (config.tls().isPresent() ? "https://" : "http://") + config.host() + ":" + port();
    }

    /** Stops listening and ends the requests under way. */
    @Override
    public void close() {
        runtime.close();
    }
}
