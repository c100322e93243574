package dev.bellwether.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Chooses ports before Kafka does: its controller must be told its port, and its complaint of a taken one is no line. */
final class Ports {
    /** The broker's port and its controller's. */
    record Chosen(int broker, int controller) {}

    private Ports() {}

    /**
     * The wanted port, or a free one where 0 is wanted, and a free one for the controller.
     *
     * @throws BrokerException where the wanted port is taken
     */
    static Chosen choose(String host, int wanted) {
        try (ServerSocket broker = bind(host, wanted);
                ServerSocket controller = bind(BrokerConfig.LOOPBACK, 0)) {
            return new Chosen(broker.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new BrokerException("port could not be closed again: " + e.getMessage(), e);
        }
    }

    private static ServerSocket bind(String host, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new BrokerException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage()
                            + "; choose another port or stop the program that has it",
                    e);
        }
    }
}
