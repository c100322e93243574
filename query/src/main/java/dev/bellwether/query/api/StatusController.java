package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.prometheus.PrometheusErrors;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** The server's state under Prometheus's paths. */
@Controller("/api/v1/status")
@Produces(MediaType.ALL)
final class StatusController {
    private static final ErrorStyle ERRORS = new PrometheusErrors();

    private final RequestBridge bridge;
    private final Handlers handlers;

    StatusController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/buildinfo")
    CompletionStage<HttpResponse<?>> buildInformation(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/status/buildinfo", "", ERRORS, handlers.status()::buildInformation);
    }

    @Get("/runtimeinfo")
    CompletionStage<HttpResponse<?>> runtimeInformation(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/status/runtimeinfo", "", ERRORS, handlers.status()::runtimeInformation);
    }

    @Get("/config")
    CompletionStage<HttpResponse<?>> configuration(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/status/config", "", ERRORS, handlers.status()::configuration);
    }

    @Get("/flags")
    CompletionStage<HttpResponse<?>> flags(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/status/flags", "", ERRORS, handlers.status()::flags);
    }

    @Get("/tsdb")
    CompletionStage<HttpResponse<?>> statistics(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/status/tsdb", "", ERRORS, handlers.status()::statistics);
    }

    @Get("/walreplay")
    CompletionStage<HttpResponse<?>> logReplay(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/api/v1/status/walreplay", "", ERRORS, handlers.webClient()::logReplay);
    }
}
