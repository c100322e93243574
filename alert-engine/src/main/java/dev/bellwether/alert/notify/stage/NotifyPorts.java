package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.ControlWriter;
import dev.bellwether.model.alert.Notifier;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * What the notify stage needs of the world.
 *
 * @param controls what is in force
 * @param controlsRead whether the controls were read to their end; waits at most a second
 * @param manifests writes the controls that manifests say
 * @param api writes the controls that people have made
 * @param memberships joins the replicas that share the partitions
 * @param logs opens the log of a partition and fences whoever had it
 * @param partitions the partition of a notifier's uid
 * @param receivers makes a notifier's receiver
 * @param heartbeats what beats for a notifier that takes no alerts, until it is interrupted
 */
public record NotifyPorts(
        ControlView controls,
        BooleanSupplier controlsRead,
        ControlWriter manifests,
        ControlWriter api,
        Function<Membership.Listener, Membership> memberships,
        IntFunction<NotifyLog> logs,
        ToIntFunction<String> partitions,
        Function<Notifier, Receiver> receivers,
        Function<Notifier, Runnable> heartbeats) {}
