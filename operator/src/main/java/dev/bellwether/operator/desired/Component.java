package dev.bellwether.operator.desired;

import java.util.List;
import java.util.Set;

/** The parts of a stack, in the order in which they are rolled out. */
public enum Component {
    /** Where samples are kept. */
    DATABASE("database", "Database", 5432, Set.of()),
    /** The log. */
    KAFKA("kafka", "Kafka", 9092, Set.of()),
    /** From the log into the database. */
    WRITER("writer", "Writer", 7084, Set.of(DATABASE, KAFKA)),
    /** From senders into the log. */
    GATEWAY("gateway", "Gateway", 7081, Set.of(KAFKA)),
    /** Evaluates rules and notifies. */
    ALERT_ENGINE("alert-engine", "AlertEngine", 7085, Set.of(DATABASE, KAFKA)),
    /** The HTTP API. */
    QUERY("query", "Query", 7080, Set.of(DATABASE, KAFKA)),
    /** One on each node. */
    AGENT("agent", "Agents", 7083, Set.of(GATEWAY));

    private final String label;
    private final String title;
    private final int port;
    private final Set<Component> needs;

    Component(String label, String title, int port, Set<Component> needs) {
        this.label = label;
        this.title = title;
        this.port = port;
        this.needs = needs;
    }

    /** The value of the label {@code app.kubernetes.io/name}, and the end of the names of its objects. */
    public String label() {
        return label;
    }

    /** What stands before {@code Ready} in the type of its condition. */
    public String title() {
        return title;
    }

    /** The port of its first door; where it has pages for people and probes, that one. */
    public int port() {
        return port;
    }

    /** What must be ready before this one starts. */
    public Set<Component> needs() {
        return needs;
    }

    /** Those that are rolled out before this one. */
    public List<Component> earlier() {
        return List.of(values()).subList(0, ordinal());
    }
}
