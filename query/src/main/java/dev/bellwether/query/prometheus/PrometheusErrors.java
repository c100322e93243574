package dev.bellwether.query.prometheus;

import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.exchange.OverloadedException;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.exchange.UnauthorizedException;
import dev.bellwether.storage.StorageUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a handler throws into Prometheus's error body. */
public final class PrometheusErrors implements ErrorStyle {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusErrors.class);

    @Override
    public Reply reply(RuntimeException failure, Request request) {
        return switch (failure) {
            case PrometheusException e -> reply(e.type(), messageOf(e));
            case UnauthorizedException e -> reply(ErrorType.UNAUTHORIZED, messageOf(e));
            case QueryException e -> reply(typeOf(e), messageOf(e));
            case SeriesReadException e
            when request.cancellation().isCancelled() -> reply(ErrorType.CANCELED, messageOf(e));
            case SeriesReadException e -> reply(ErrorType.INTERNAL, messageOf(e));
            case StorageUnavailableException e -> reply(ErrorType.UNAVAILABLE, messageOf(e));
            case OverloadedException e -> reply(ErrorType.UNAVAILABLE, messageOf(e));
            default -> {
                LOG.error("request failed path={}", request.path(), failure);
                yield reply(
                        ErrorType.INTERNAL,
                        "internal error: " + failure.getClass().getSimpleName());
            }
        };
    }

    private static ErrorType typeOf(QueryException e) {
        return switch (e.type()) {
            case BAD_DATA -> ErrorType.BAD_DATA;
            case EXECUTION -> ErrorType.EXECUTION;
            case TIMEOUT -> ErrorType.TIMEOUT;
            case CANCELED -> ErrorType.CANCELED;
        };
    }

    private static String messageOf(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** The body of an error. */
    public static Reply reply(ErrorType type, String message) {
        return Reply.json(
                type.status(),
                json -> json.beginObject()
                        .name("status")
                        .value("error")
                        .name("errorType")
                        .value(type.apiName())
                        .name("error")
                        .value(message)
                        .endObject());
    }
}
