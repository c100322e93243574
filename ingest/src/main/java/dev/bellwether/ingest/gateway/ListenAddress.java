package dev.bellwether.ingest.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a door listens.
 *
 * @param host an address or host name of this machine
 * @param port 1 to 65535, or 0 for a free one
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank; an address or a host name is needed");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", allowed are 0 to 65535");
        }
    }

    /** On this machine alone. */
    public static ListenAddress loopback(int port) {
        return new ListenAddress("127.0.0.1", port);
    }

    /** Whether nobody but this machine reaches it. */
    public boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address(), port);
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host is \"" + host + "\", which is no address of this machine", e);
        }
    }
}
