package dev.bellwether.agent.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The token that the gateway asks for. */
final class BearerToken {
    private BearerToken() {}

    /**
     * Reads a token from its file; the ends are stripped of blanks.
     *
     * @return null where there is no file to read
     * @throws IOException where the file cannot be read, is empty, or holds what no header may hold; never says what it
     *     holds
     */
    static @Nullable String read(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("the token file " + file + " cannot be read: " + e, e);
        }
        if (token.isEmpty() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IOException("the token file " + file + " must hold one line of visible ASCII without blanks");
        }
        return token;
    }
}
