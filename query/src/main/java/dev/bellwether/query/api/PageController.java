package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.hosts.Problems;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Pages, health, metrics and federation. */
@Controller
@Produces(MediaType.ALL)
final class PageController {
    private static final ErrorStyle ERRORS = new Problems();

    private final RequestBridge bridge;
    private final Handlers handlers;

    PageController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/")
    CompletionStage<HttpResponse<?>> start(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/", "", ERRORS, handlers.pages()::start);
    }

    @Get("/docs")
    CompletionStage<HttpResponse<?>> documentation(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/docs", "", ERRORS, handlers.pages()::documentation);
    }

    @Get("/openapi.json")
    CompletionStage<HttpResponse<?>> openApi(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/openapi.json", "", ERRORS, handlers.pages()::openApi);
    }

    @Get("/metrics")
    CompletionStage<HttpResponse<?>> metrics(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/metrics", "", ERRORS, handlers.metrics()::metrics);
    }

    @Get("/healthz")
    CompletionStage<HttpResponse<?>> healthz(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/healthz", "", ERRORS, handlers.health()::healthy);
    }

    @Get("/health")
    CompletionStage<HttpResponse<?>> health(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/health", "", ERRORS, handlers.health()::healthy);
    }

    @Get("/readyz")
    CompletionStage<HttpResponse<?>> readyz(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/readyz", "", ERRORS, handlers.health()::ready);
    }

    @Get("/ready")
    CompletionStage<HttpResponse<?>> ready(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/ready", "", ERRORS, handlers.health()::ready);
    }

    @Get("/-/healthy")
    CompletionStage<HttpResponse<?>> prometheusHealthy(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/-/healthy", "", ERRORS, handlers.health()::prometheusHealthy);
    }

    @Get("/-/ready")
    CompletionStage<HttpResponse<?>> prometheusReady(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/-/ready", "", ERRORS, handlers.health()::prometheusReady);
    }

    @Get("/federate")
    CompletionStage<HttpResponse<?>> federate(HttpRequest<?> request) {
        return bridge.answer(request, "/federate", "", ERRORS, handlers.federation()::federate);
    }
}
