package dev.bellwether.alert.notify.heartbeat;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.HttpCall;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;

/** Beats once; of notifications it takes tests alone. Safe for use by many threads. */
public final class HeartbeatReceiver implements Receiver {
    private final ReceiverSettings.Heartbeat settings;
    private final ReceiverTools tools;

    public HeartbeatReceiver(ReceiverSettings.Heartbeat settings, ReceiverTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        if (message.reason() != Reason.TEST) {
            throw new RefusedException("a heartbeat takes no alerts");
        }
        beat();
        return "";
    }

    /** Tells the other side that all is well. */
    void beat() throws IOException, InterruptedException, RefusedException {
        String address = tools.secrets().read("heartbeat.url", settings.url());
        tools.http()
                .deliver(
                        settings.post()
                                ? HttpCall.postToSecret("heartbeat.url", address)
                                : HttpCall.getOfSecret("heartbeat.url", address));
    }
}
