package dev.bellwether.model.batch;

/**
 * What makes a batch one: the agent, which of its lives, and the number within that life.
 *
 * @param agentId 1 to {@value #MAX_AGENT_ID_LENGTH} characters, bound to the sender's credential
 * @param incarnation a number that grows each time an agent starts with an empty write-ahead log; above 0
 * @param sequence counts from 1 without gaps within an incarnation
 */
public record BatchIdentity(String agentId, long incarnation, long sequence) {
    /** The longest agent id. */
    public static final int MAX_AGENT_ID_LENGTH = 253;

    public BatchIdentity {
        if (agentId.isBlank() || agentId.length() > MAX_AGENT_ID_LENGTH) {
            throw new IllegalArgumentException("agent_id has " + agentId.length() + " characters, allowed are 1 to "
                    + MAX_AGENT_ID_LENGTH + ", not all blank");
        }
        if (incarnation < 1) {
            throw new IllegalArgumentException("incarnation is " + incarnation + ", at least 1 is needed");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException(
                    "seq is " + Long.toUnsignedString(sequence) + ", allowed are 1 to " + Long.MAX_VALUE);
        }
    }
}
