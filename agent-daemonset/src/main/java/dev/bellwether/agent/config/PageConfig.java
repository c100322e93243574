package dev.bellwether.agent.config;

/**
 * Section {@code page}: the agent's own metrics, health and status.
 *
 * @param address the address to listen on
 * @param port the port to listen on, 0 for any free one
 */
public record PageConfig(String address, int port) {
    /** Port 7083 for this machine alone. */
    public static final PageConfig DEFAULT = new PageConfig("127.0.0.1", 7083);

    public PageConfig {
        if (address.isBlank()) {
            throw new IllegalArgumentException("address is blank, allowed is an address of this machine");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", allowed are 0 to 65535");
        }
    }
}
