package dev.bellwether.cli.unittest;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFileReader;
import dev.bellwether.alerting.unittest.UnitTestFile;
import dev.bellwether.alerting.unittest.UnitTestReader;
import dev.bellwether.alerting.unittest.UnitTestRunner;
import dev.bellwether.cli.check.ErrorPrinter;
import dev.bellwether.cli.check.FileInput;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether test rules}. */
@Command(
        name = "rules",
        description = "Runs unit tests of rules: files in promtool's format, and the tests in AlertRules.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether test rules tests.yml",
            "  bellwether test rules manifests/high-load.yaml",
            "  bellwether test rules --run 'cpu.*' --junit report.xml tests/*.yml"
        })
public final class TestRulesCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files of tests")
    private List<String> files = List.of();

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "only tests in whose name the expression is found; may be given again")
    private List<String> wanted = List.of();

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the results as JUnit's XML")
    private @Nullable Path junit;

    public TestRulesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Pattern> names = patterns();
        Terminal terminal = common.on(context.terminal());
        JunitReport report = new JunitReport();
        boolean passed = true;
        for (String file : files) {
            say(terminal, "Unit Testing:  " + file);
            report.suite(file);
            boolean passedHere = run(file, names, terminal, report);
            passed &= passedHere;
            if (passedHere) {
                say(terminal, terminal.coloured(Colour.GREEN, "  SUCCESS"));
            }
            say(terminal, "");
        }
        write(report);
        return passed ? 0 : 1;
    }

    private List<Pattern> patterns() {
        try {
            return wanted.stream().map(Pattern::compile).toList();
        } catch (PatternSyntaxException e) {
            throw CommandFailure.wrongUsage("--run: " + e.getMessage());
        }
    }

    private boolean run(String file, List<Pattern> names, Terminal terminal, JunitReport report) {
        List<RuleFile.Group> groups = new ArrayList<>();
        UnitTestFile tests;
        try {
            String text = FileInput.read(file, context);
            if (ManifestTests.areIn(text)) {
                ManifestTests own = ManifestTests.read(file, text);
                return readable(own.errors(), file, text, terminal, report)
                        && run(own.named(), names, terminal, report);
            }
            tests = UnitTestReader.read(file, text);
            if (!readable(tests.errors(), file, text, terminal, report)) {
                return false;
            }
            if (!readRules(file, tests, groups, terminal)) {
                report.test(file, List.of("the rule files have errors"));
                return false;
            }
        } catch (CommandFailure e) {
            failed(terminal);
            terminal.err().println(e.text());
            terminal.err().flush();
            report.test(file, List.of(e.text()));
            return false;
        }
        UnitTestRunner runner = UnitTestRunner.of(tests, groups);
        List<NamedTest> named = tests.tests().stream()
                .map(test -> new NamedTest(test.name(), () -> runner.run(test)))
                .toList();
        return run(named, names, terminal, report);
    }

    private static boolean readable(
            List<ManifestError> errors, String file, String text, Terminal terminal, JunitReport report) {
        if (errors.isEmpty()) {
            return true;
        }
        failed(terminal);
        ErrorPrinter.print(terminal, errors, text);
        report.test(file, errors.stream().map(Object::toString).toList());
        return false;
    }

    private boolean readRules(String file, UnitTestFile tests, List<RuleFile.Group> groups, Terminal terminal) {
        Path parent = file.equals("-") ? null : Path.of(file).getParent();
        Path base = parent == null ? Path.of("") : parent;
        boolean good = true;
        for (String pattern : tests.ruleFiles()) {
            List<Path> found;
            try {
                found = RuleFiles.find(base, pattern);
            } catch (IOException e) {
                throw new CommandFailure(file + ": rule_files: " + e.getMessage());
            }
            if (found.isEmpty() && !common.quiet()) {
                terminal.message(Colour.YELLOW, "  WARNING", "no file matches pattern " + base.resolve(pattern));
            }
            for (Path path : found) {
                String text = FileInput.read(path.toString(), context);
                RuleFile rules = RuleFileReader.read(path.toString(), text);
                groups.addAll(rules.groups());
                if (!rules.errors().isEmpty()) {
                    if (good) {
                        failed(terminal);
                    }
                    good = false;
                    ErrorPrinter.print(terminal, rules.errors(), text);
                }
            }
        }
        return good;
    }

    private static boolean run(List<NamedTest> tests, List<Pattern> names, Terminal terminal, JunitReport report) {
        boolean passed = true;
        int number = 0;
        for (NamedTest test : tests) {
            number++;
            boolean skipped = !names.isEmpty()
                    && names.stream()
                            .noneMatch(name -> name.matcher(test.name()).find());
            if (skipped) {
                continue;
            }
            List<String> failures = test.failures().get();
            report.test(test.name().isEmpty() ? "test " + number : test.name(), failures);
            if (!failures.isEmpty()) {
                if (passed) {
                    failed(terminal);
                }
                passed = false;
                if (!test.name().isEmpty()) {
                    terminal.err().println("    name: " + test.name() + ",");
                }
                failures.forEach(failure -> terminal.err().println(failure + System.lineSeparator()));
                terminal.err().flush();
            }
        }
        return passed;
    }

    private void write(JunitReport report) {
        if (junit == null) {
            return;
        }
        try {
            Files.writeString(junit, report.xml());
        } catch (IOException e) {
            throw new CommandFailure("--junit: cannot write " + junit + ": " + e.getMessage());
        }
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
