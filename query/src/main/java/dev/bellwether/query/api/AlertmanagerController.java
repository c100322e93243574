package dev.bellwether.query.api;

import dev.bellwether.query.alertmanager.AlertmanagerErrors;
import dev.bellwether.query.exchange.ErrorStyle;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Alerts, silences and receivers under Alertmanager's paths. */
@Controller("/api/v2")
@Produces(MediaType.ALL)
final class AlertmanagerController {
    private static final ErrorStyle ERRORS = new AlertmanagerErrors();

    private final RequestBridge bridge;
    private final Handlers handlers;

    AlertmanagerController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/alerts")
    CompletionStage<HttpResponse<?>> alerts(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/alerts", "", ERRORS, handlers.alerts()::list);
    }

    @Post("/alerts")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> post(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/alerts", "", ERRORS, handlers.alerts()::post);
    }

    @Get("/alerts/groups")
    CompletionStage<HttpResponse<?>> groups(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/alerts/groups", "", ERRORS, handlers.alerts()::groups);
    }

    @Get("/receivers")
    CompletionStage<HttpResponse<?>> receivers(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/receivers", "", ERRORS, handlers.alerts()::receivers);
    }

    @Get("/status")
    CompletionStage<HttpResponse<?>> status(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/status", "", ERRORS, handlers.alerts()::status);
    }

    @Get("/silences")
    CompletionStage<HttpResponse<?>> silences(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/silences", "", ERRORS, handlers.silences()::list);
    }

    @Post("/silences")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> putSilence(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v2/silences", "", ERRORS, handlers.silences()::put);
    }

    @Get("/silence/{id}")
    CompletionStage<HttpResponse<?>> silence(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v2/silence/{id}", id, ERRORS, handlers.silences()::one);
    }

    @Delete("/silence/{id}")
    CompletionStage<HttpResponse<?>> expireSilence(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v2/silence/{id}", id, ERRORS, handlers.silences()::expire);
    }
}
