package dev.bellwether.operator.desired;

import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.stack.ExternalDatabase;
import dev.bellwether.operator.desired.StackSettings.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of a stack's processes to the database, wherever it is.
 *
 * @param settings the stack
 * @param facts what was generated
 */
record DatabaseConnection(StackSettings settings, Facts facts) {
    static final String NAME = "bellwether";

    private static final String FOLDER = "/etc/bellwether/database";
    private static final String AUTHORITY_FOLDER = "/etc/bellwether/database-ca";
    private static final String URL = "BELLWETHER_DATABASE_URL";

    Variables variables(Variables variables) {
        StackNames names = settings.names();
        switch (settings.database()) {
            case Database.Managed managed ->
                variables.add(URL, verified(names.host(Component.DATABASE), "/etc/bellwether/tls/ca.crt"));
            case Database.CloudNativePg cluster ->
                variables.add(URL, verified(names.host(names.database() + "-rw"), AUTHORITY_FOLDER + "/ca.crt"));
            case Database.External external -> variables.add(URL, url(external.address()));
        }
        return variables
                .secret("BELLWETHER_DATABASE_USER", credentials(), StackNames.USERNAME)
                .add("BELLWETHER_DATABASE_PASSWORD_FILE", FOLDER + "/" + StackNames.PASSWORD)
                .addAll(settings.retention().variables());
    }

    private static String verified(String host, String authority) {
        return "jdbc:postgresql://" + host + ":" + Component.DATABASE.port() + "/" + NAME
                + "?sslmode=verify-full&sslrootcert=" + authority;
    }

    private static String url(ExternalDatabase address) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.name() + "?sslmode="
                + address.sslMode().word()
                + (address.authoritySecret() == null ? "" : "&sslrootcert=" + AUTHORITY_FOLDER + "/ca.crt");
    }

    /** The Secret with user and password. */
    private String credentials() {
        return switch (settings.database()) {
            case Database.Managed managed -> settings.names().database();
            // CloudNativePG's names for what it generates.
            case Database.CloudNativePg cluster -> settings.names().database() + "-app";
            case Database.External external -> external.address().credentialsSecret();
        };
    }

    /** The Secret with the server's authority, where it is not the stack's own. */
    private Optional<SecretKey> authority() {
        return switch (settings.database()) {
            case Database.Managed managed -> Optional.empty();
            case Database.CloudNativePg cluster ->
                Optional.of(new SecretKey(settings.names().database() + "-ca", "ca.crt"));
            case Database.External external ->
                Optional.ofNullable(external.address().authoritySecret());
        };
    }

    /** The Secrets that others make and that must be there. */
    List<String> foreignSecrets() {
        List<String> secrets = new ArrayList<>();
        if (!(settings.database() instanceof Database.Managed)) {
            secrets.add(credentials());
        }
        authority().ifPresent(secret -> secrets.add(secret.name()));
        return secrets;
    }

    List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(Mount.secret("database", credentials(), FOLDER, StackNames.PASSWORD));
        authority()
                .ifPresent(secret -> mounts.add(Mount.secret("database-ca", secret.name(), AUTHORITY_FOLDER)
                        .file(secret.key(), "ca.crt")));
        return mounts;
    }

    /** What a process reads of it at its start; passwords are read again at every new connection. */
    List<String> content() {
        List<String> content = new ArrayList<>();
        content.add(facts.secretHash(credentials()));
        authority().ifPresent(secret -> content.add(facts.secretHash(secret.name())));
        return content;
    }
}
