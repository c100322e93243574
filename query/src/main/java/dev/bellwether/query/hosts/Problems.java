package dev.bellwether.query.hosts;

import dev.bellwether.alerting.record.ControlWriter.ForeignOriginException;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.query.alertmanager.AlertmanagerException;
import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.exchange.OverloadedException;
import dev.bellwether.query.exchange.ReadGuard;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.exchange.UnauthorizedException;
import dev.bellwether.storage.StorageUnavailableException;
import dev.bellwether.stream.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as problem details (RFC 9457) with the offending parameter. */
public final class Problems implements ErrorStyle {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    public Reply reply(RuntimeException failure, Request request) {
        String path = request.path();
        return switch (failure) {
            case ProblemException e -> reply(e.status(), e.title(), messageOf(e), path, e.parameter());
            case UnauthorizedException e -> reply(ReadGuard.UNAUTHORIZED, "A token is needed", messageOf(e), path, "");
            case OverloadedException e -> reply(503, "Too many requests", messageOf(e), path, "");
            case StorageUnavailableException e -> reply(503, "Storage is away", messageOf(e), path, "");
            case SeriesReadException e -> reply(503, "Samples cannot be read", messageOf(e), path, "");
            case AlertmanagerException e -> reply(e.status(), "The change is refused", messageOf(e), path, "");
            case ForeignOriginException e -> reply(409, "It belongs to somebody else", messageOf(e), path, "");
            case LogUnavailableException e -> reply(503, "The log is away", messageOf(e), path, "");
            case QueryException e ->
                reply(e.type() == QueryException.Type.TIMEOUT ? 503 : 422, "The query failed", messageOf(e), path, "");
            default -> {
                LOG.error("request failed path={}", path, failure);
                yield reply(
                        500,
                        "Internal error",
                        "internal error: " + failure.getClass().getSimpleName(),
                        path,
                        "");
            }
        };
    }

    private static String messageOf(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * The body of a problem.
     *
     * @param parameter the offending parameter, empty where it is none
     */
    public static Reply reply(int status, String title, String detail, String path, String parameter) {
        return Reply.json(status, MEDIA_TYPE, json -> {
            json.beginObject().name("type").value("about:blank").name("title").value(title);
            json.name("status").value((long) status).name("detail").value(detail);
            json.name("instance").value(path);
            if (!parameter.isEmpty()) {
                json.name("parameter").value(parameter);
            }
            json.endObject();
        });
    }
}
