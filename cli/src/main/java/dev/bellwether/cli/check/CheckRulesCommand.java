package dev.bellwether.cli.check;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFileReader;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether check rules}. */
@Command(
        name = "rules",
        description = "Checks rule files of Prometheus, PrometheusRule objects and AlertRule manifests.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether check rules rules/*.yml",
            "  bellwether check rules --lint all - < rules.yml"
        })
public final class CheckRulesCommand implements Callable<Integer> {
    private static final Pattern MANIFEST = Pattern.compile("(?m)^apiVersion:\\s*[\"']?bellwether\\.dev/");
    private static final List<String> LINTS = List.of("all", "duplicate-rules", "none");

    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files to check, - for the standard input")
    private List<String> files = List.of();

    @Option(
            names = "--lint",
            paramLabel = "LINT",
            description = "what is warned of: all, duplicate-rules (default) or none")
    private String lint = "duplicate-rules";

    @Option(names = "--lint-fatal", description = "a warning makes the check fail")
    private boolean lintFatal;

    public CheckRulesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!LINTS.contains(lint)) {
            throw CommandFailure.wrongUsage("--lint is " + lint + ", allowed are " + String.join(", ", LINTS));
        }
        Terminal terminal = common.on(context.terminal());
        boolean passed = true;
        for (String file : files) {
            passed &= check(file, terminal);
            say(terminal, "");
        }
        return passed ? 0 : 1;
    }

    private boolean check(String file, Terminal terminal) {
        say(terminal, "Checking " + file);
        String text;
        try {
            text = FileInput.read(file, context);
        } catch (CommandFailure e) {
            failed(terminal);
            terminal.err().println(e.text());
            terminal.err().flush();
            return false;
        }
        Findings findings = MANIFEST.matcher(text).find() ? ofManifests(file, text) : ofRules(file, text);
        if (!findings.errors().isEmpty()) {
            failed(terminal);
            ErrorPrinter.print(terminal, findings.errors(), text);
            return false;
        }
        if (!findings.warnings().isEmpty()) {
            terminal.message(Colour.YELLOW, "warning", count(findings.warnings().size(), "duplicate rule") + " found");
            ErrorPrinter.print(terminal, findings.warnings(), text);
            if (lintFatal) {
                failed(terminal);
                return false;
            }
        }
        say(terminal, terminal.coloured(Colour.GREEN, "  SUCCESS:") + " " + findings.summary() + " found");
        return true;
    }

    private record Findings(List<ManifestError> errors, List<ManifestError> warnings, String summary) {}

    private static Findings ofManifests(String file, String text) {
        Manifests manifests = ManifestReader.read(file, text);
        String notifiers = manifests.notifiers().isEmpty()
                ? ""
                : ", " + count(manifests.notifiers().size(), "notifier");
        return new Findings(
                manifests.errors(), List.of(), count(manifests.rules().size(), "rule") + notifiers);
    }

    private Findings ofRules(String file, String text) {
        RuleFile rules = RuleFileReader.read(file, text);
        return new Findings(
                rules.errors(),
                lint.equals("none") ? List.of() : DuplicateRules.find(file, rules),
                count(rules.size(), "rule"));
    }

    private static String count(int number, String word) {
        return Terminal.grouped(number) + " " + word + (number == 1 ? "" : "s");
    }

    private void say(Terminal terminal, String line) {
        if (!common.quiet()) {
            terminal.out().println(line);
            terminal.out().flush();
        }
    }

    private static void failed(Terminal terminal) {
        terminal.err().println(terminal.coloured(Colour.RED, "  FAILED:"));
        terminal.err().flush();
    }
}
