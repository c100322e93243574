package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * Connects to receivers, and only to addresses that the guard has handed out for their names. Safe for use by many threads.
 */
public final class GuardedConnector {
    private final AddressGuard guard;
    private final Duration timeout;

    /** @param timeout the longest wait for each address */
    public GuardedConnector(AddressGuard guard, Duration timeout) {
        this.guard = guard;
        this.timeout = timeout;
    }

    /**
     * A connected socket, the caller's to close; tries the host's addresses one after the other.
     *
     * @throws IOException where none of them answers
     * @throws RefusedException where none of them is allowed
     */
    public Socket connect(String host, int port) throws IOException, RefusedException {
        List<InetAddress> addresses = guard.resolve(host);
        IOException failure = new IOException("cannot connect to " + host + ":" + port);
        for (InetAddress address : addresses) {
            // Past the proxies that the machine may have: they would resolve the name once more.
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
