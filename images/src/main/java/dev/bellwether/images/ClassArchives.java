package dev.bellwether.images;

import dev.bellwether.images.ImageSpec.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes archives of the classes that programs load at their start (class data sharing): they are mapped instead of read,
 * checked and laid out at each start. Programs run for a short time beside a log of their own, without a database.
 */
final class ClassArchives {
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";

    private final Path java;

    /** @param runtime the servers' runtime */
    ClassArchives(Path runtime) {
        this.java = runtime.resolve("bin/java");
    }

    /**
     * Makes the archive of an image.
     *
     * @param kafka the broker's program, for the log
     * @param target where the archive is put
     */
    void make(ImageSpec spec, Assembled program, Assembled kafka, Path scratch, Path target)
            throws IOException, InterruptedException {
        SortedSet<String> classes = new TreeSet<>();
        int number = 0;
        for (Training training : spec.trainings()) {
            Path folder = Tree.fresh(scratch.resolve(String.valueOf(number++)));
            if (spec.name().equals(Catalogue.KAFKA)) {
                classes.addAll(train(program, List.of(), node(folder, TrainingRun.freePort()), folder));
            } else {
                int port = TrainingRun.freePort();
                Path broker = Tree.fresh(folder.resolve("kafka"));
                try (TrainingRun log = TrainingRun.start(
                        command(kafka, List.of("-XX:TieredStopAtLevel=1"), List.of()), node(broker, port), broker)) {
                    log.exercise();
                    Map<String, String> environment = new HashMap<>(training.environment());
                    environment.put("BELLWETHER_KAFKA", "127.0.0.1:" + port);
                    environment.put("BELLWETHER_GRPC_PORT", String.valueOf(TrainingRun.freePort()));
                    classes.addAll(train(program, training.arguments(), environment, folder));
                }
            }
        }
        dump(program, classes, scratch, target);
    }

    /**
     * A program whose archives stand beside each other as in its image.
     *
     * @param options the JVM's options, of which the sizes and the layout of objects matter
     * @param classPath where its archives stand now
     * @param mainClass its main class
     */
    record Assembled(List<String> options, String classPath, String mainClass) {}

    private static Map<String, String> node(Path folder, int port) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("BELLWETHER_KAFKA_NODE_ID", "0");
        environment.put("BELLWETHER_KAFKA_CLUSTER_ID", CLUSTER);
        environment.put("BELLWETHER_KAFKA_DATA", folder.resolve("data").toString());
        environment.put("BELLWETHER_KAFKA_HOST_PATTERN", "127.0.0.1");
        environment.put("BELLWETHER_KAFKA_LISTEN", "127.0.0.1");
        environment.put("BELLWETHER_KAFKA_PORT", String.valueOf(port));
        environment.put("BELLWETHER_KAFKA_CONTROLLER_PORT", String.valueOf(TrainingRun.freePort()));
        return environment;
    }

    private List<String> command(Assembled program, List<String> more, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(program.options());
        command.add("-Xmx256m");
        command.addAll(more);
        command.addAll(List.of("-cp", program.classPath(), program.mainClass()));
        command.addAll(arguments);
        return command;
    }

    private SortedSet<String> train(
            Assembled program, List<String> arguments, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path list = folder.resolve("classes");
        List<String> listing = List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list);
        try (TrainingRun run = TrainingRun.start(command(program, listing, arguments), environment, folder)) {
            run.exercise();
        }
        return lasting(Files.readAllLines(list));
    }

    /** Without numbers that differ from run to run, and without classes of loaders that are made while it runs. */
    static SortedSet<String> lasting(List<String> lines) {
        SortedSet<String> lasting = new TreeSet<>();
        for (String line : lines) {
            boolean ofLoader = line.contains(" source: ");
            boolean passing = line.contains("$$Lambda") || line.contains("/Hidden") || line.startsWith("#");
            if (!ofLoader && !passing) {
                lasting.add(line.replaceFirst(" id: \\d+$", ""));
            }
        }
        return lasting;
    }

    private void dump(Assembled program, SortedSet<String> classes, Path scratch, Path target)
            throws IOException, InterruptedException {
        Path list = scratch.resolve("classes");
        Files.write(list, classes);
        Files.createDirectories(target.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(program.options());
        command.addAll(List.of(
                "-Xmx512m",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + target,
                "-cp",
                program.classPath()));
        Path output = scratch.resolve("dump.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0 || !Files.isRegularFile(target)) {
            throw new ImageException("the archive of classes cannot be made: " + Files.readString(output));
        }
        Tree.setTime(target);
    }
}
