package dev.bellwether.query.alertmanager;

import dev.bellwether.alerting.record.ControlWriter.ForeignOriginException;
import dev.bellwether.query.exchange.ErrorStyle;
import dev.bellwether.query.exchange.OverloadedException;
import dev.bellwether.query.exchange.ReadGuard;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.exchange.UnauthorizedException;
import dev.bellwether.stream.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as Alertmanager tells them: a JSON text. */
public final class AlertmanagerErrors implements ErrorStyle {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerErrors.class);

    @Override
    public Reply reply(RuntimeException failure, Request request) {
        return switch (failure) {
            case AlertmanagerException e -> reply(e.status(), e);
            case ForeignOriginException e -> reply(409, e);
            case LogUnavailableException e -> reply(503, e);
            case UnauthorizedException e -> reply(ReadGuard.UNAUTHORIZED, e);
            case OverloadedException e -> reply(503, e);
            default -> {
                LOG.error("request failed path={}", request.path(), failure);
                yield reply(500, "internal error: " + failure.getClass().getSimpleName());
            }
        };
    }

    private static Reply reply(int status, RuntimeException failure) {
        String message = failure.getMessage();
        return reply(status, message == null ? failure.getClass().getSimpleName() : message);
    }

    /** A message for people under a status. */
    public static Reply reply(int status, String message) {
        return Reply.json(status, json -> json.value(message));
    }
}
