package dev.bellwether.query.pages;

import dev.bellwether.query.Readiness;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.util.List;

/** Whether the process lives and whether it can answer; never blocks. Safe for use by many threads. */
public final class HealthHandlers {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Readiness readiness;

    public HealthHandlers(Readiness readiness) {
        this.readiness = readiness;
    }

    /** {@code /healthz}: whoever answers is alive. */
    public Reply healthy(Request request) {
        return Reply.json(
                200, json -> json.beginObject().name("status").value("ok").endObject());
    }

    /** {@code /readyz}: 503 with the reasons while something is missing. */
    public Reply ready(Request request) {
        List<String> missing = readiness.missing();
        return Reply.json(
                missing.isEmpty() ? 200 : 503,
                json -> json.beginObject()
                        .name("status")
                        .value(missing.isEmpty() ? "ready" : "not ready")
                        .name("missing")
                        .texts(missing)
                        .endObject());
    }

    /** {@code /-/healthy}, as Prometheus has it. */
    public Reply prometheusHealthy(Request request) {
        return Reply.text(200, TEXT, "Bellwether is Healthy.\n");
    }

    /** {@code /-/ready}, as Prometheus has it. */
    public Reply prometheusReady(Request request) {
        return readiness.missing().isEmpty()
                ? Reply.text(200, TEXT, "Bellwether is Ready.\n")
                : Reply.text(503, TEXT, "Service Unavailable\n");
    }
}
