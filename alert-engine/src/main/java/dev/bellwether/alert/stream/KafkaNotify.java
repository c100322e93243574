package dev.bellwether.alert.stream;

import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.stage.NotifyPorts;
import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.TopicLayout;
import java.util.function.Function;

/** Ties the notify stage to the log. */
public final class KafkaNotify {
    private KafkaNotify() {}

    /**
     * The stage's ports on Kafka.
     *
     * @param controls started already; stays its owner's
     * @param receivers makes a notifier's receiver
     * @param heartbeats what beats for a notifier that takes no alerts
     */
    public static NotifyPorts ports(
            KafkaSettings settings,
            TopicLayout layout,
            KafkaControls controls,
            Function<Notifier, Receiver> receivers,
            Function<Notifier, Runnable> heartbeats) {
        return new NotifyPorts(
                controls.view(),
                controls::isRead,
                controls.writer(Control.Origin.MANIFESTS),
                controls.writer(Control.Origin.API),
                listener -> new KafkaMembership(settings, listener),
                partition -> new KafkaNotifyLog(settings, layout, partition),
                uid -> layout.partition(Topic.NOTIFICATION_STATE, uid),
                receivers,
                heartbeats);
    }
}
