package dev.bellwether.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of our own that is measured from outside. For one thread at a time. */
final class Child implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final PrintWriter out;
    private final PrintStream log;
    private final String greeting;

    private Child(String name, Process process, Path logFile) throws IOException {
        this.name = name;
        this.process = process;
        this.out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.log = new PrintStream(Files.newOutputStream(logFile), true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon(true).name(name).start(this::readAnswers);
        this.greeting = answer();
        if (greeting.startsWith("error ")) {
            throw new IOException(name + " does not start; see " + logFile.toAbsolutePath());
        }
    }

    /**
     * Starts a program of this class path and waits for its greeting.
     *
     * @param flags of its JVM
     * @param log where its log goes
     */
    static Child start(Class<?> program, List<String> flags, Path log, List<String> arguments) throws IOException {
        List<String> command = javaCommand(flags, program.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(log.resolveSibling(log.getFileName() + ".err").toFile())
                .start();
        return new Child(program.getSimpleName(), process, log);
    }

    /** The beginning of a command that runs a class of this class path. */
    static List<String> javaCommand(List<String> flags, String program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program);
        return command;
    }

    /** What it said when it was ready. */
    String greeting() {
        return greeting;
    }

    long pid() {
        return process.pid();
    }

    double cpuSeconds() {
        return ProcessUsage.cpuSeconds(process.pid());
    }

    double residentMebibytes() {
        return ProcessUsage.residentMebibytes(process.pid());
    }

    /** Sends a line and waits for the answer. */
    String ask(String line) throws IOException {
        out.println(line);
        String answer = answer();
        if (answer.startsWith("error ")) {
            throw new IOException(name + " failed at \"" + line + "\": " + answer.substring(6));
        }
        return answer;
    }

    /** Reads all the time: a child whose output nobody takes would stop. */
    private void readAnswers() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                if (line.startsWith(Commands.ANSWER)) {
                    answers.add(line.substring(Commands.ANSWER.length()));
                } else {
                    log.println(line);
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            log.println(e);
        }
        answers.add("error it ended; its log tells why");
    }

    private String answer() throws IOException {
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        }
    }

    /** SIGKILL, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Lets it end by itself, then makes it. */
    @Override
    public void close() {
        out.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}
