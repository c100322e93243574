package dev.bellwether.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at the ports before anything starts: a port in use is said in one line, with the option that changes it. */
final class PortCheck {
    private PortCheck() {}

    /**
     * Checks every port.
     *
     * @throws StartupException where one is in use
     */
    static void requireFree(StandaloneConfig config) {
        StandaloneConfig.Ports ports = config.ports();
        Map<String, Integer> local = new LinkedHashMap<>();
        local.put("--http-port", ports.http());
        local.put("--grpc-port", ports.grpc());
        local.put("--agent-port", ports.agent());
        local.put("--broker-port", ports.broker());
        requireFree("--api-port", config.host(), ports.api());
        local.forEach((option, port) -> requireFree(option, "127.0.0.1", port));
    }

    private static void requireFree(String option, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartupException(
                    "port " + port + " of " + host + " is in use (" + e.getMessage()
                            + "); stop the program that has it, or choose another with " + option,
                    e);
        }
    }
}
