package dev.bellwether.alert.notify.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/** Takes secrets out of texts that people may see. Immutable. */
public final class Redaction {
    private static final int SHORTEST = 4;

    private final Collection<String> secrets;

    /** @param secrets what must not be seen; what is shorter than four characters is no secret */
    public Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text with {@code …} for each secret. */
    public String of(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, "…");
        }
        return shown;
    }
}
