package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.hosts.Problems;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** What became of alerts, and what people say to them. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class AlertController {
    private static final ErrorStyle ERRORS = new Problems();

    private final RequestBridge bridge;
    private final Handlers handlers;

    AlertController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/alerts/history")
    CompletionStage<HttpResponse<?>> history(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alerts/history", "", ERRORS, handlers.stories()::history);
    }

    @Get("/explain")
    CompletionStage<HttpResponse<?>> explain(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/explain", "", ERRORS, handlers.stories()::explain);
    }

    @Post("/alerts/acknowledge")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> acknowledge(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alerts/acknowledge", "", ERRORS, handlers.actions()::acknowledge);
    }

    @Post("/alerts/resolve")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> resolve(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alerts/resolve", "", ERRORS, handlers.actions()::resolve);
    }

    @Post("/silences/preview")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> preview(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/silences/preview", "", ERRORS, handlers.silences()::preview);
    }

    @Get("/notifiers")
    CompletionStage<HttpResponse<?>> notifiers(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/notifiers", "", ERRORS, handlers.actions()::notifiers);
    }

    @Post("/notifiers/test")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> test(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/notifiers/test", "", ERRORS, handlers.actions()::test);
    }

    @Get("/alerts/notifications")
    CompletionStage<HttpResponse<?>> notification(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/alerts/notifications", "", ERRORS, handlers.stories()::notification);
    }

    @Get("/dead-letters")
    CompletionStage<HttpResponse<?>> deadLetters(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/dead-letters", "", ERRORS, handlers.actions()::deadLetters);
    }

    @Post("/dead-letters/replay")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> replay(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/dead-letters/replay", "", ERRORS, handlers.actions()::replay);
    }
}
