package dev.bellwether.agent.scrape.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that stands in the configuration or in a file. Its text form never shows it. */
public sealed interface Secret {

    /**
     * The secret as it is now.
     *
     * @throws IOException where its file cannot be read
     */
    String read() throws IOException;

    /** A secret whose value is known. */
    record Inline(String value) implements Secret {
        @Override
        public String read() {
            return value;
        }

        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** A secret in a file that is read anew each time, without white space around it. */
    record InFile(Path file) implements Secret {
        @Override
        public String read() throws IOException {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new IOException("cannot read the secret in " + file + ": " + e, e);
            }
        }
    }
}
