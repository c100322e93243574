package dev.bellwether.cli.completion;

import dev.bellwether.cli.terminal.CommandContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellwether completion}. */
@Command(
        name = "completion",
        description = "Writes a script that lets a shell complete commands and options.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  bash: source <(bellwether completion bash)",
            "  zsh:  source <(bellwether completion zsh)",
            "  fish: bellwether completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** Shells for which there is a script. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final CommandContext context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.bash;

    public CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine root = spec.root().commandLine();
            context.terminal().out().print(script(root));
            context.terminal().out().flush();
        }
        return 0;
    }

    private String script(CommandLine root) {
        return switch (shell) {
            case fish -> FishScript.of(root);
            // The script for bash turns on zsh's own way to read such scripts where zsh runs it.
            case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
        };
    }
}
