package dev.bellwether.query.prometheus;

import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;

/**
 * What Prometheus 3's web client asks beside data: notifications about the server, and whether it still reads its log.
 * Stateless.
 */
public final class WebClientHandlers {
    private static final int NO_CONTENT = 204;

    /** There are none: what is wrong here stands in {@code /readyz}. */
    public Reply notifications(Request request) {
        return Success.reply(json -> json.beginArray().endArray());
    }

    /** No stream of them: a client that gets this status asks for {@link #notifications} instead and does not come back. */
    public Reply liveNotifications(Request request) {
        return Reply.bytes(NO_CONTENT, "text/event-stream", new byte[0]);
    }

    /** A server that answers has nothing left to replay. */
    public Reply logReplay(Request request) {
        return Success.reply(json -> json.beginObject()
                .name("min")
                .value(0L)
                .name("max")
                .value(0L)
                .name("current")
                .value(0L)
                .name("state")
                .value("done")
                .endObject());
    }
}
