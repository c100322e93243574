package dev.bellwether.agent.scrape.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a scraper proves who it is. */
public sealed interface Credentials {

    /**
     * The value of the header {@code Authorization} as it is now.
     *
     * @throws IOException where a secret's file cannot be read
     */
    String header() throws IOException;

    /** User and password, {@code basic_auth}. */
    record Basic(Secret username, Secret password) implements Credentials {
        @Override
        public String header() throws IOException {
            String pair = username.read() + ":" + password.read();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A type such as {@code Bearer} and what follows it, {@code authorization}. */
    record Authorization(String type, Secret credentials) implements Credentials {
        public Authorization {
            if (type.isBlank() || type.strip().equalsIgnoreCase("basic")) {
                throw new IllegalArgumentException(
                        "type is \"" + type + "\", allowed is every type but Basic, for which there is basic_auth");
            }
        }

        @Override
        public String header() throws IOException {
            return type + " " + credentials.read();
        }
    }
}
