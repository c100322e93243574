package dev.bellwether.query.prometheus;

import dev.bellwether.query.exchange.Reply;
import java.util.Collection;
import java.util.List;

/** The bodies of answers that succeed. */
final class Success {
    private static final int MOST_ANNOTATIONS = 10;

    private Success() {}

    /** {@code {"status":"success","data":…}}. */
    static Reply reply(Reply.JsonBody data) {
        return reply(data, List.of(), List.of());
    }

    /** The same with warnings and infos, where there are any; of each at most ten are shown. */
    static Reply reply(Reply.JsonBody data, List<String> warnings, List<String> infos) {
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data");
            data.writeTo(json);
            if (!warnings.isEmpty()) {
                json.name("warnings").texts(shown(warnings, "warning"));
            }
            if (!infos.isEmpty()) {
                json.name("infos").texts(shown(infos, "info"));
            }
            json.endObject();
        });
    }

    private static Collection<String> shown(List<String> all, String kind) {
        if (all.size() <= MOST_ANNOTATIONS) {
            return all;
        }
        List<String> some = new java.util.ArrayList<>(all.subList(0, MOST_ANNOTATIONS));
        some.add((all.size() - MOST_ANNOTATIONS) + " more " + kind + " annotations omitted");
        return some;
    }
}
