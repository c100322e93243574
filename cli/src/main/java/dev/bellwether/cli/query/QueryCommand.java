package dev.bellwether.cli.query;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellwether query}. */
@Command(
        name = "query",
        description = "Asks the server for samples, series and labels.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  bellwether query instant 'up == 0'",
            "  bellwether query range 'rate(node_cpu_seconds_total{mode!=\"idle\"}[1m])' -o graph",
            "  bellwether query series '{job=\"node\"}' -o csv",
            "  bellwether query labels job"
        })
public final class QueryCommand implements Runnable {
    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which one: instant, range, series or labels?");
        }
    }
}
