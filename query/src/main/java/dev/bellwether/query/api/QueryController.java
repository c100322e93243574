package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.prometheus.PrometheusErrors;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Queries under Prometheus's paths. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class QueryController {
    private static final ErrorStyle ERRORS = new PrometheusErrors();

    private final RequestBridge bridge;
    private final Handlers handlers;

    QueryController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/query")
    CompletionStage<HttpResponse<?>> query(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query", "", ERRORS, handlers.queries()::instant);
    }

    @Post("/query")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postQuery(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query", "", ERRORS, handlers.queries()::instant);
    }

    @Get("/query_range")
    CompletionStage<HttpResponse<?>> queryRange(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query_range", "", ERRORS, handlers.queries()::range);
    }

    @Post("/query_range")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postQueryRange(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query_range", "", ERRORS, handlers.queries()::range);
    }

    @Get("/query_exemplars")
    CompletionStage<HttpResponse<?>> queryExemplars(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query_exemplars", "", ERRORS, handlers.queries()::exemplars);
    }

    @Post("/query_exemplars")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postQueryExemplars(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/query_exemplars", "", ERRORS, handlers.queries()::exemplars);
    }

    @Get("/format_query")
    CompletionStage<HttpResponse<?>> formatQuery(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/format_query", "", ERRORS, handlers.syntax()::format);
    }

    @Post("/format_query")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postFormatQuery(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/format_query", "", ERRORS, handlers.syntax()::format);
    }

    @Get("/parse_query")
    CompletionStage<HttpResponse<?>> parseQuery(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/parse_query", "", ERRORS, handlers.syntax()::parse);
    }

    @Post("/parse_query")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> postParseQuery(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/parse_query", "", ERRORS, handlers.syntax()::parse);
    }

    @Post("/read")
    @Consumes(MediaType.ALL)
    CompletionStage<HttpResponse<?>> remoteRead(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/read", "", ERRORS, handlers.remoteRead()::read);
    }
}
