package dev.bellwether.storage;

/** One life of an agent, within its tenant. */
public record SenderKey(String tenant, String agentId, long incarnation) {}
