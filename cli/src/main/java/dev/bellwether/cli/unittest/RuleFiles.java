package dev.bellwether.cli.unittest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Finds the rule files that a test file names. */
final class RuleFiles {
    private RuleFiles() {}

    /**
     * The files that a name or a pattern ({@code *}, {@code ?}, {@code [a-z]} in the last part) stands for, sorted.
     *
     * @param base the test file's directory
     * @return nothing where no file matches
     */
    static List<Path> find(Path base, String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/');
        String last = pattern.substring(slash + 1);
        try {
            if (last.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
                Path file = base.resolve(pattern).normalize();
                return Files.isRegularFile(file) ? List.of(file) : List.of();
            }
            Path directory = base.resolve(slash < 0 ? "" : pattern.substring(0, slash + 1))
                    .normalize();
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + last);
            if (!Files.isDirectory(directory.toString().isEmpty() ? Path.of(".") : directory)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(directory.toString().isEmpty() ? Path.of(".") : directory)) {
                return files.filter(file -> matcher.matches(file.getFileName()))
                        .map(Path::normalize)
                        .sorted()
                        .toList();
            }
        } catch (InvalidPathException | java.util.regex.PatternSyntaxException e) {
            throw new IOException("\"" + pattern + "\" is no name of a file: " + e.getMessage(), e);
        }
    }
}
