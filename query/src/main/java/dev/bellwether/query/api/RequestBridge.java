package dev.bellwether.query.api;

import dev.bellwether.promql.evaluation.CancellationToken;
import dev.bellwether.query.exchange.Encoding;
import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.exchange.Handler;
import dev.bellwether.query.exchange.OverloadedException;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.ReadGuard;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.ReplyOutput;
import dev.bellwether.query.exchange.Request;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests from Micronaut to handlers and their answers back.
 *
 * <p>Handlers run on a bounded pool of threads of the operating system: queries compute for long, and must not keep the
 * event loop or virtual threads from others. When the connection drops, the handler's thread is interrupted and its
 * token cancelled at once.
 */
public final class RequestBridge {
    private static final Logger LOG = LoggerFactory.getLogger(RequestBridge.class);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final byte[] NOTHING = new byte[0];

    private final ThreadPoolExecutor workers;
    private final MeterRegistry registry;
    private final ReadGuard guard;
    private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

    /** @param guard looks at every request that reads samples, rules or alerts, or changes something */
    public RequestBridge(ThreadPoolExecutor workers, MeterRegistry registry, ReadGuard guard) {
        this.workers = workers;
        this.registry = registry;
        this.guard = guard;
    }

    /**
     * Answers a request that computes or blocks.
     *
     * @param route a name for metrics
     * @param pathVariable the variable part of the path, decoded; empty where there is none
     */
    CompletionStage<HttpResponse<?>> answer(
            HttpRequest<?> incoming, String route, String pathVariable, ErrorStyle errors, Handler handler) {
        Handler guarded = request -> {
            guard.check(request);
            return handler.handle(request);
        };
        return answer(incoming, route, pathVariable, errors, guarded, workers);
    }

    /** Answers a request that is quick and open to everybody, also while every worker is busy: health and pages. */
    CompletionStage<HttpResponse<?>> answerAtOnce(
            HttpRequest<?> incoming, String route, String pathVariable, ErrorStyle errors, Handler handler) {
        return answer(
                incoming,
                route,
                pathVariable,
                errors,
                handler,
                task -> Thread.ofVirtual().start(task));
    }

    private CompletionStage<HttpResponse<?>> answer(
            HttpRequest<?> incoming,
            String route,
            String pathVariable,
            ErrorStyle errors,
            Handler handler,
            Executor executor) {
        return body(incoming).thenCompose(body -> {
            Request request;
            try {
                request = request(incoming, pathVariable, body, new CancellationToken());
            } catch (IllegalArgumentException e) {
                return CompletableFuture.completedFuture(
                        HttpResponse.badRequest(("a parameter is not encoded as it should: " + e.getMessage() + "\n")
                                        .getBytes(StandardCharsets.UTF_8))
                                .contentType("text/plain"));
            }
            Exchange exchange = new Exchange(incoming, route, request, errors, handler);
            exchange.start(executor);
            return exchange.response;
        });
    }

    private static CompletionStage<byte[]> body(HttpRequest<?> incoming) {
        if (incoming.getContentLength() == 0 || !(incoming instanceof ServerHttpRequest<?> server)) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        return server.byteBody().buffer().thenApply(buffered -> {
            try (buffered) {
                return buffered.toByteArray();
            }
        });
    }

    private static Request request(
            HttpRequest<?> incoming, String pathVariable, byte[] body, CancellationToken cancellation) {
        Map<String, String> headers = new HashMap<>();
        incoming.getHeaders().forEachValue((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        boolean form = headers.getOrDefault("content-type", "").startsWith(FORM);
        Parameters parameters =
                Parameters.parse(form ? new String(body, StandardCharsets.UTF_8) : "", rawQuery(incoming));
        return new Request(incoming.getPath(), pathVariable, parameters, headers, form ? NOTHING : body, cancellation);
    }

    private static String rawQuery(HttpRequest<?> incoming) {
        String address = incoming instanceof NettyHttpRequest<?> netty
                ? netty.getNativeRequest().uri()
                : incoming.getUri().toString();
        int question = address.indexOf('?');
        int fragment = address.indexOf('#');
        return question < 0 ? "" : address.substring(question + 1, fragment > question ? fragment : address.length());
    }

    /** What requests are counted by. */
    private record Outcome(String route, int status) {}

    private Timer timer(Outcome outcome) {
        return Timer.builder("bellwether.query.requests")
                .description("How long requests took until their answer was written.")
                .tag("route", outcome.route())
                .tag("status", String.valueOf(outcome.status()))
                .register(registry);
    }

    /** One request on its way. */
    private final class Exchange implements Runnable, ReplyOutput.Receiver {
        private final HttpRequest<?> incoming;
        private final String route;
        private final Request request;
        private final ErrorStyle errors;
        private final Handler handler;
        private final CompletableFuture<HttpResponse<?>> response = new CompletableFuture<>();
        private final Timer.Sample timing = Timer.start(registry);
        private Reply reply = Reply.text(500, "text/plain", "");
        private Runnable finished = () -> {};

        Exchange(HttpRequest<?> incoming, String route, Request request, ErrorStyle errors, Handler handler) {
            this.incoming = incoming;
            this.route = route;
            this.request = request;
            this.errors = errors;
            this.handler = handler;
        }

        void start(Executor executor) {
            FutureTask<?> work = new FutureTask<>(this, null);
            if (incoming instanceof NettyHttpRequest<?> netty) {
                Channel channel = netty.getChannelHandlerContext().channel();
                ChannelFutureListener gone = closed -> {
                    request.cancellation().cancel();
                    work.cancel(true);
                    workers.remove(work);
                };
                channel.closeFuture().addListener(gone);
                finished = () -> channel.closeFuture().removeListener(gone);
            }
            try {
                executor.execute(work);
            } catch (RejectedExecutionException e) {
                reply = errors.reply(new OverloadedException(workers.getMaximumPoolSize()), request);
                send();
            }
        }

        @Override
        public void run() {
            try {
                reply = handler.handle(request);
            } catch (RuntimeException e) {
                reply = errors.reply(e, request);
            } catch (StackOverflowError | OutOfMemoryError e) {
                LOG.error("request failed path={}", request.path(), e);
                reply = errors.reply(new IllegalStateException(e.getClass().getSimpleName(), e), request);
            }
            send();
        }

        private void send() {
            boolean encoded = reply.headers().containsKey("Content-Encoding");
            ReplyOutput output = new ReplyOutput(
                    encoded ? Encoding.NONE : Encoding.negotiate(request.header("accept-encoding")), this);
            try {
                reply.body().writeTo(output);
                output.finish();
            } catch (IOException e) {
                LOG.debug("answer not sent path={} reason={}", request.path(), e.getMessage());
                output.abort();
                response.completeExceptionally(e);
            } catch (RuntimeException e) {
                if (!response.isDone()) {
                    // Nothing has left yet: the caller gets the reason instead.
                    sendInstead(errors.reply(e, request));
                    return;
                }
                LOG.error("answer broke off path={}", request.path(), e);
                output.abort();
                response.completeExceptionally(e);
            } finally {
                finished.run();
                timing.stop(timers.computeIfAbsent(new Outcome(route, reply.status()), RequestBridge.this::timer));
            }
        }

        private void sendInstead(Reply failure) {
            reply = failure;
            ReplyOutput output = new ReplyOutput(Encoding.NONE, this);
            try {
                failure.body().writeTo(output);
                output.finish();
            } catch (IOException e) {
                LOG.debug("answer not sent path={} reason={}", request.path(), e.getMessage());
                response.completeExceptionally(e);
            }
        }

        @Override
        public void whole(byte[] body, Encoding encoding) {
            response.complete(head(encoding).body(body));
        }

        @Override
        public void stream(InputStream body, Encoding encoding) {
            response.complete(head(encoding).body(body));
        }

        private MutableHttpResponse<Object> head(Encoding encoding) {
            MutableHttpResponse<Object> head = HttpResponse.status(reply.status(), ReasonPhrase.of(reply.status()));
            head.header("Content-Type", reply.contentType());
            reply.headers().forEach(head::header);
            head.header("Vary", "Accept-Encoding");
            if (reply.status() == ReadGuard.UNAUTHORIZED) {
                head.header("WWW-Authenticate", "Bearer");
            }
            if (encoding != Encoding.NONE) {
                head.header("Content-Encoding", encoding.token());
            }
            return head;
        }
    }
}
