package dev.bellwether.query.api;

import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.hosts.Problems;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Agents, hosts and ranges of samples, for people and scripts. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class HostController {
    private static final ErrorStyle ERRORS = new Problems();

    private final RequestBridge bridge;
    private final Handlers handlers;

    HostController(RequestBridge bridge, Handlers handlers) {
        this.bridge = bridge;
        this.handlers = handlers;
    }

    @Get("/agents")
    CompletionStage<HttpResponse<?>> agents(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/agents", "", ERRORS, handlers.agents()::list);
    }

    @Get("/agents/{id}")
    CompletionStage<HttpResponse<?>> agent(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}", id, ERRORS, handlers.agents()::one);
    }

    @Get("/agents/{id}/latest")
    CompletionStage<HttpResponse<?>> latest(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}/latest", id, ERRORS, handlers.agents()::latest);
    }

    @Get("/agents/{id}/summary")
    CompletionStage<HttpResponse<?>> summary(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}/summary", id, ERRORS, handlers.hosts()::summary);
    }

    @Get("/agents/{id}/disks")
    CompletionStage<HttpResponse<?>> disks(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}/disks", id, ERRORS, handlers.hosts()::disks);
    }

    @Get("/agents/{id}/networks")
    CompletionStage<HttpResponse<?>> networks(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}/networks", id, ERRORS, handlers.hosts()::networks);
    }

    @Get("/agents/{id}/processes")
    CompletionStage<HttpResponse<?>> processes(HttpRequest<?> request, @PathVariable String id) {
        return bridge.answer(request, "/api/v1/agents/{id}/processes", id, ERRORS, handlers.hosts()::processes);
    }

    @Get("/range")
    CompletionStage<HttpResponse<?>> range(HttpRequest<?> request) {
        return bridge.answer(request, "/api/v1/range", "", ERRORS, handlers.range()::range);
    }
}
