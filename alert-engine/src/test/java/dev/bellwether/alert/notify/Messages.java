package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Notifications for tests. */
public final class Messages {
    /** 2023-11-14T22:13:20Z. */
    public static final long START = 1_700_000_000_000L;

    private Messages() {}

    public static MessageAlert alert(String instance, boolean firing) {
        return new MessageAlert(
                "f-" + instance,
                "default/HighLoad",
                Labels.of("alertname", "HighLoad", "instance", instance, "job", "node", "severity", "critical"),
                Map.of(
                        "summary",
                        "Load of " + instance + " is high",
                        "description",
                        "It has been <above> 4 & grows.",
                        "runbook_url",
                        "https://runbooks.example.org/HighLoad",
                        "dashboard_url",
                        "https://grafana.example.org/d/" + instance),
                firing,
                START,
                firing ? 0 : START + 125_000,
                7.5,
                4.0,
                "https://bellwether.example.org/graph?q=load");
    }

    public static GroupMessage of(Reason reason, String receiverState, List<MessageAlert> alerts) {
        return new GroupMessage(
                "id-1",
                "team",
                "{}:{alertname=\"HighLoad\"}",
                Labels.of("alertname", "HighLoad"),
                alerts,
                0,
                reason,
                receiverState,
                "https://bellwether.example.org");
    }

    /** Two alerts, one of which has resolved. */
    public static GroupMessage firing() {
        return of(Reason.NEW, "", List.of(alert("web-1", true), alert("web-2", false)));
    }

    public static GroupMessage resolved() {
        return of(Reason.RESOLVED, "", List.of(alert("web-1", false)));
    }

    /** Very many alerts. */
    public static GroupMessage flood(int count) {
        return of(
                Reason.NEW,
                "",
                IntStream.range(0, count).mapToObj(i -> alert("web-" + i, true)).toList());
    }
}
