package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures and prints the table. */
@Command(
        name = "bench",
        description = "Measures what Bellwether costs, each figure beside its reference from the same run.",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    /** The order spares time: the first figures need no trace, which is recorded meanwhile. */
    private static final List<Figure> FIGURES = List.of(
            new AgentFootprint(),
            new StartTime(),
            new RuleEvaluationSpeed(),
            new WireSize(),
            new PipelineCost(),
            new RemoteWriteCost(),
            new Visibility(),
            new AlertLatency(),
            new RuleCost(),
            new AlertMemory(),
            new AlertRestart(),
            new CopySpeed(),
            new DiskSize(),
            new QuerySpeed(),
            new FleetSize());

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "some figures instead of all")
    private List<String> only = new ArrayList<>();

    @Option(names = "--hour", description = "watches the agent for an hour at 15 s instead of minutes at 1 s")
    private boolean hour;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "a part of the series of the figure queries, 0.01 to 10")
    private double scale = 1;

    @Option(names = "--directory", paramLabel = "DIR", description = "where to work; emptied before and after")
    private Path directory = Path.of("system-tests/target/bench");

    @Option(names = "--trace", paramLabel = "FILE", description = "a recording to use, or to write where it is missing")
    private String trace = "";

    @Option(names = "--output", paramLabel = "FILE", description = "writes the table there too")
    private String output = "";

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<String> known = FIGURES.stream().map(Figure::name).toList();
        for (String name : only) {
            if (!known.contains(name)) {
                System.err.println("--only names \"" + name + "\", allowed are " + String.join(", ", known));
                return 2;
            }
        }
        if (!(scale >= 0.01 && scale <= 10)) {
            System.err.println("--scale is " + scale + ", allowed are 0.01 to 10");
            return 2;
        }
        List<Figure> chosen = FIGURES.stream()
                .filter(figure -> only.isEmpty() || only.contains(figure.name()))
                .toList();
        List<Row> rows = new ArrayList<>();
        try (Lab lab = new Lab(
                directory.toAbsolutePath(), hour, scale, trace, chosen.stream().anyMatch(Figure::needsTrace))) {
            for (Figure figure : chosen) {
                Lab.say("%s begins", figure.name());
                for (Row row : measure(figure, lab)) {
                    Lab.say(
                            "%s: %s, %s",
                            row.figure(), row.measured(), row.verdict().text());
                    rows.add(row);
                }
                if (!output.isEmpty()) {
                    Files.writeString(Path.of(output), Table.markdown(rows));
                }
            }
        }
        System.out.println(Table.markdown(rows));
        return rows.stream().anyMatch(row -> row.verdict() == Row.Verdict.FAILED) ? 1 : 0;
    }

    private static List<Row> measure(Figure figure, Lab lab) {
        try {
            return figure.measure(lab);
        } catch (SkippedException e) {
            return List.of(Row.skipped(figure.name(), "", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Row.failed(figure.name(), "interrupted"));
        } catch (Exception e) {
            e.printStackTrace();
            return List.of(Row.failed(figure.name(), e.toString()));
        }
    }
}
