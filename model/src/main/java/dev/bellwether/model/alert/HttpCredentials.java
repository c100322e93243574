package dev.bellwether.model.alert;

/** What a request says about who sends it. */
public sealed interface HttpCredentials {
    /** Nothing. */
    record None() implements HttpCredentials {}

    /**
     * A name and a password (RFC 7617).
     *
     * @param username the name, without a colon
     * @param password the password
     */
    record Basic(String username, SecretSource password) implements HttpCredentials {
        public Basic {
            if (username.isBlank() || username.contains(":")) {
                throw new IllegalArgumentException(
                        "basicAuth.username is \"" + username + "\"; a name without a colon is needed");
            }
        }
    }

    /**
     * A token (RFC 6750).
     *
     * @param token the token
     */
    record Bearer(SecretSource token) implements HttpCredentials {}
}
