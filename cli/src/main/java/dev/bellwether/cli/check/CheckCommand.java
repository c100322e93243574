package dev.bellwether.cli.check;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellwether check}. */
@Command(name = "check", description = "Checks files, or a running Bellwether.", mixinStandardHelpOptions = true)
public final class CheckCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "what is to be checked: rules or the pipeline?");
        }
    }
}
