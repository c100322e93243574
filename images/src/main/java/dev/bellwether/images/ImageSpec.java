package dev.bellwether.images;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an image holds and how it starts.
 *
 * @param name its name, behind {@code bellwether-}
 * @param module the module whose program it is
 * @param mainClass the program's main class
 * @param options the JVM's options beside those that all have
 * @param arguments arguments of the program unless the container gives others
 * @param ports TCP ports that it listens on, for people who look at the image
 * @param trainings the short runs that load what starts load: the arguments of each, with the variables that it needs
 */
record ImageSpec(
        String name,
        String module,
        String mainClass,
        List<String> options,
        List<String> arguments,
        Set<Integer> ports,
        List<Training> trainings) {
    ImageSpec {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        ports = Set.copyOf(ports);
        trainings = List.copyOf(trainings);
    }

    /**
     * A run whose loaded classes go into the image's archive.
     *
     * @param arguments the program's arguments
     * @param environment the variables that it needs beside those that all runs have
     */
    record Training(List<String> arguments, Map<String, String> environment) {
        Training {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }
}
