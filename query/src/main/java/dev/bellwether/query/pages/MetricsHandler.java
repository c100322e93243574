package dev.bellwether.query.pages;

import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** {@code /metrics}: the process's own, in the text format or OpenMetrics. Safe for use by many threads. */
public final class MetricsHandler {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    public MetricsHandler(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** All of them. */
    public Reply metrics(Request request) {
        String type = request.accepts("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return Reply.text(200, type, registry.scrape(type));
    }
}
