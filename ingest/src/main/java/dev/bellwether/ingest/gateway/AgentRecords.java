package dev.bellwether.ingest.gateway;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All agents that a gateway remembers; those idle are forgotten when there are many. Safe for use by many threads. */
final class AgentRecords {
    private static final int MANY = 20_000;

    private final GatewayLimits limits;
    private final Clock clock;
    private final Map<Key, AgentRecord> records = new ConcurrentHashMap<>();

    private record Key(String tenant, String agentId) {}

    AgentRecords(GatewayLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    AgentRecord of(String tenant, String agentId) {
        if (records.size() > MANY) {
            long now = clock.millis();
            records.values().removeIf(record -> record.isIdle(now));
        }
        return records.computeIfAbsent(new Key(tenant, agentId), key -> new AgentRecord(limits));
    }
}
