package dev.bellwether.cli.unittest;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellwether test}. */
@Command(name = "test", description = "Tests what is in files.", mixinStandardHelpOptions = true)
public final class TestCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "what is to be tested: rules?");
        }
    }
}
