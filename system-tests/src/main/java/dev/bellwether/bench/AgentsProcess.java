package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Any number of agents in a process of their own, each with its write-ahead log and its stream to the gateway. */
final class AgentsProcess {
    private AgentsProcess() {}

    /**
     * Arguments: the trace's file, a directory for the logs, the gateway's gRPC port, series per agent. Commands:
     *
     * <ul>
     *   <li>{@code add N}: that many agents more
     *   <li>{@code run MILLIS}: each agent sends a batch in every such interval, from now on
     *   <li>{@code burst TICKS STEP START}: each agent sends that many batches as fast as the gateway takes them, stamped
     *       STEP milliseconds apart from START on
     *   <li>{@code pause}: nothing more is made
     *   <li>{@code status}: samples made, batches not acknowledged, samples dropped
     * </ul>
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        MachineTrace.Steady machine = MachineTrace.load(Path.of(arguments[0])).steady(Integer.parseInt(arguments[3]));
        try (AgentFleet fleet = new AgentFleet(machine, Path.of(arguments[1]), Integer.parseInt(arguments[2]))) {
            Commands.serve("ready", words -> switch (words[0]) {
                case "add" -> fleet.add(Integer.parseInt(words[1]));
                case "run" -> fleet.run(Long.parseLong(words[1]));
                case "burst" ->
                    fleet.burst(Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
                case "pause" -> fleet.pause();
                case "status" -> fleet.status().line();
                default -> throw new IllegalArgumentException("unknown command " + words[0]);
            });
        }
        System.exit(0);
    }
}
