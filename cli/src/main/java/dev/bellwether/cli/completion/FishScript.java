package dev.bellwether.cli.completion;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completions for the shell fish. Stateless. */
final class FishScript {
    private FishScript() {}

    static String of(CommandLine root) {
        String name = root.getCommandName();
        StringBuilder script = new StringBuilder();
        // At a command that has others below it, or behind one that has none; options are left out.
        script.append("function __").append(name).append("_words\n");
        script.append("    set -l words (commandline -opc | string match -v -- '-*')\n");
        script.append("    echo \"$words[2..]\"\n");
        script.append("end\n");
        script.append("function __").append(name).append("_at\n");
        script.append("    test (__").append(name).append("_words) = \"$argv\"\n");
        script.append("end\n");
        script.append("function __").append(name).append("_in\n");
        script.append("    string match -q -- \"$argv*\" (__").append(name).append("_words)\n");
        script.append("end\n");
        script.append("complete -c ").append(name).append(" -f\n");
        add(root, name, "", script);
        return script.toString();
    }

    private static void add(CommandLine command, String program, String path, StringBuilder script) {
        String test = command.getSubcommands().isEmpty() ? "_in " : "_at ";
        String start = "complete -c " + program + " -n '__" + program + (test + path).stripTrailing() + "' ";
        for (Map.Entry<String, CommandLine> child : command.getSubcommands().entrySet()) {
            script.append(start).append("-a ").append(child.getKey());
            describe(child.getValue().getCommandSpec().usageMessage().description(), script);
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            script.append(start.stripTrailing());
            for (String each : option.names()) {
                script.append(each.startsWith("--") ? " -l " + each.substring(2) : " -s " + each.substring(1));
            }
            if (option.arity().max() > 0) {
                script.append(" -r");
                candidates(option.completionCandidates(), script);
            }
            describe(option.description(), script);
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            if (parameter.paramLabel().contains("FILE")) {
                script.append(start).append("-F\n");
            } else if (parameter.completionCandidates() != null) {
                script.append(start.stripTrailing());
                candidates(parameter.completionCandidates(), script);
                script.append('\n');
            }
        }
        command.getSubcommands().forEach((name, child) -> add(child, program, (path + " " + name).strip(), script));
    }

    private static void candidates(
            @org.jspecify.annotations.Nullable Iterable<String> candidates, StringBuilder script) {
        if (candidates != null) {
            script.append(" -a '").append(String.join(" ", candidates)).append('\'');
        }
    }

    private static void describe(String[] description, StringBuilder script) {
        List<String> lines = Stream.of(description).limit(1).toList();
        if (!lines.isEmpty()) {
            String text =
                    lines.getFirst().replace("${COMPLETION-CANDIDATES}", "").replace("'", "\\'");
            script.append(" -d '").append(text.strip()).append('\'');
        }
        script.append('\n');
    }
}
