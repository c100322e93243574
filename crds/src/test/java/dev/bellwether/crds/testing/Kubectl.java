package dev.bellwether.crds.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kubernetes's command line. */
public final class Kubectl {
    private final Path program;
    private final Path kubeconfig;

    Kubectl(Path program, Path kubeconfig) {
        this.program = program;
        this.kubeconfig = kubeconfig;
    }

    /**
     * What a command gave.
     *
     * @param exitCode 0 where it succeeded
     * @param output what it wrote to standard output and standard error
     */
    public record Result(int exitCode, String output) {
        /**
         * The output of a command that succeeded.
         *
         * @throws IllegalStateException with its output where it did not
         */
        public String succeeded() {
            if (exitCode != 0) {
                throw new IllegalStateException("kubectl has ended with " + exitCode + ": " + output);
            }
            return output;
        }
    }

    Result run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--kubeconfig=" + kubeconfig));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment()
                    .put("HOME", kubeconfig.resolveSibling(".").normalize().toString());
            Process process = builder.start();
            try (OutputStream standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }
}
