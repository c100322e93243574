package dev.bellwether.agent.page;

import dev.bellwether.agent.schedule.CollectorStatus;
import dev.bellwether.agent.send.SenderStatus;
import dev.bellwether.agent.wal.WalStatus;
import java.util.List;

/**
 * An agent at one moment.
 *
 * @param agentId its id
 * @param version its version
 * @param startedMillis when it was started, milliseconds since 1970
 * @param configurationReloadedMillis when its configuration was taken last, milliseconds since 1970
 * @param configurationError why the newest configuration was not taken; empty where it was
 * @param collectors its collectors
 * @param targets what it scrapes
 * @param wal its write-ahead log
 * @param sender its sender
 */
public record AgentView(
        String agentId,
        String version,
        long startedMillis,
        long configurationReloadedMillis,
        String configurationError,
        List<CollectorStatus> collectors,
        List<CollectorStatus> targets,
        WalStatus wal,
        SenderStatus sender) {
    public AgentView {
        collectors = List.copyOf(collectors);
        targets = List.copyOf(targets);
    }

    /** Whether what is collected is kept: the log takes batches. */
    public boolean isReady() {
        return wal.trouble().isEmpty() && sender.state() != SenderStatus.State.STOPPED;
    }
}
