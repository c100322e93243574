package dev.bellwether.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command. */
@Command(
        name = "bellwether",
        description = "Monitoring for Kubernetes and plain machines.",
        mixinStandardHelpOptions = true,
        version = "bellwether 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  standalone  Runs everything in one process (bellwether standalone --help).",
            "  agent       Runs the agent of this machine (bellwether agent --help).",
            "",
            "Exit codes: 0 it went well, 1 it failed or a check did, 2 wrong usage.",
            "",
            "Examples:",
            "  bellwether query range 'rate(node_cpu_seconds_total{mode!=\"idle\"}[1m])' -o graph",
            "  bellwether check rules rules/*.yml",
            "  bellwether test rules tests.yml"
        })
final class RootCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is needed");
        }
    }
}
