package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.prometheus.PrometheusErrors;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** What there is: series, labels, metrics, targets, rules and alerts, under Prometheus's paths. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class CatalogueController {
    private static final ErrorStyle ERRORS = new PrometheusErrors();

    private final RequestBridge bridge;
    private final Handlers handlers;

    CatalogueController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/series")
    CompletionStage<HttpResponse<?>> series(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/series", "", ERRORS, handlers.series()::series);
    }

    @Post("/series")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postSeries(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/series", "", ERRORS, handlers.series()::series);
    }

    @Get("/labels")
    CompletionStage<HttpResponse<?>> labels(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/labels", "", ERRORS, handlers.series()::labelNames);
    }

    @Post("/labels")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postLabels(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/labels", "", ERRORS, handlers.series()::labelNames);
    }

    @Get("/label/{name}/values")
    CompletionStage<HttpResponse<?>> labelValues(HttpRequest<?> request, @PathVariable String name) {
        return bridge.answer(request, "/api/v1/label/{name}/values", name, ERRORS, handlers.series()::labelValues);
    }

    @Get("/metadata")
    CompletionStage<HttpResponse<?>> metadata(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/metadata", "", ERRORS, handlers.targets()::metadata);
    }

    @Get("/targets")
    CompletionStage<HttpResponse<?>> targets(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/targets", "", ERRORS, handlers.targets()::targets);
    }

    @Get("/rules")
    CompletionStage<HttpResponse<?>> rules(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/rules", "", ERRORS, handlers.rules()::rules);
    }

    @Get("/alerts")
    CompletionStage<HttpResponse<?>> alerts(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alerts", "", ERRORS, handlers.rules()::alerts);
    }

    @Get("/alertmanagers")
    CompletionStage<HttpResponse<?>> alertmanagers(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alertmanagers", "", ERRORS, handlers.rules()::alertmanagers);
    }

    @Get("/scrape_pools")
    CompletionStage<HttpResponse<?>> scrapePools(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/scrape_pools", "", ERRORS, handlers.targets()::scrapePools);
    }

    @Get("/notifications")
    CompletionStage<HttpResponse<?>> notifications(HttpRequest<?> request) {
        return bridge.answerAtOnce(request, "/api/v1/notifications", "", ERRORS, handlers.webClient()::notifications);
    }

    @Get("/notifications/live")
    CompletionStage<HttpResponse<?>> liveNotifications(HttpRequest<?> request) {
        return bridge.answerAtOnce(
                request, "/api/v1/notifications/live", "", ERRORS, handlers.webClient()::liveNotifications);
    }
}
