package dev.bellwether.ingest.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bearer tokens from a file, read again when it changes.
 *
 * <p>One credential a line, four words: name, tenant ({@code -} for none), token, agent ids ({@code *} stands for any
 * characters, commas between several). Lines that are empty or start with {@code #} say nothing. Tokens are kept as
 * hashes only, and compared as such, so that comparing takes the same time whatever is wrong. Safe for use by many
 * threads.
 */
final class CredentialFile {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialFile.class);
    private static final long LOOK_AGAIN_NANOS = 2_000_000_000L;

    private final Path file;
    private volatile Map<String, Principal> principals;
    private volatile long lookedNanos;
    private volatile FileTime modified;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException where it cannot be read or a line is wrong; names the line
     */
    CredentialFile(Path file) {
        this.file = file;
        try {
            this.modified = Files.getLastModifiedTime(file);
            this.principals = parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("credentials file " + file + " cannot be read: " + e, e);
        }
        this.lookedNanos = System.nanoTime();
    }

    /** Whose token this is, or null where it is nobody's. */
    @Nullable
    Principal find(String token) {
        lookAgain();
        return principals.get(hash(token));
    }

    private void lookAgain() {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOK_AGAIN_NANOS) {
            return;
        }
        lookedNanos = now;
        try {
            FileTime newest = Files.getLastModifiedTime(file);
            if (!newest.equals(modified)) {
                principals = parse(file, Files.readAllLines(file));
                modified = newest;
                LOG.atInfo().addKeyValue("file", file).log("credentials read again");
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError().addKeyValue("file", file).log("credentials stay as they were: {}", e.getMessage());
        }
    }

    private static Map<String, Principal> parse(Path file, List<String> lines) {
        Map<String, Principal> principals = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> words = Arrays.asList(line.split("\\s+", -1));
            if (words.size() != 4) {
                throw new IllegalArgumentException("credentials file " + file + ", line " + (i + 1) + " has "
                        + words.size() + " words; name, tenant, token and agent ids are needed");
            }
            String tenant = words.get(1).equals("-") ? "" : words.get(1);
            List<String> agentIds = Arrays.asList(words.get(3).split(",", -1));
            Principal principal = new Principal(words.getFirst(), tenant, agentIds);
            if (principals.put(hash(words.get(2)), principal) != null) {
                throw new IllegalArgumentException("credentials file " + file + ", line " + (i + 1)
                        + " has a token that another line has already; each token is one sender's");
            }
        }
        return principals;
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
