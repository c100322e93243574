package dev.bellwether.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of loopback that nobody has, below those that the kernel gives to clients, so that they stay free over a restart. */
final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 31_000;
    private static int next = FIRST + (int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST));

    private FreePorts() {}

    static synchronized List<Integer> take(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            next = next >= LAST ? FIRST : next + 1;
            if (isFree(next)) {
                ports.add(next);
            }
        }
        return ports;
    }

    static int take() {
        return take(1).getFirst();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("no port is free", e));
        }
    }
}
