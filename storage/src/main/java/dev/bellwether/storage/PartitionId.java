package dev.bellwether.storage;

/**
 * A partition of the log.
 *
 * @param topicId the topic's own id, not its name: a topic made anew under an old name is another one
 * @param partition its number, from 0
 */
public record PartitionId(String topicId, int partition) {}
