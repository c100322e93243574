package dev.bellwether.cli.alerts;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.terminal.CommandFailure;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the alerts that a person means. Stateless. */
final class AlertChoice {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private AlertChoice() {}

    /**
     * Those that fire and have the fingerprint or the name, at least one.
     *
     * @throws CommandFailure where there is none
     */
    static List<AlertView> all(ApiClient client, String wanted) {
        List<AlertView> found = AlertView.read(client, List.of()).stream()
                .filter(alert ->
                        alert.fingerprint().equals(wanted) || alert.name().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailure("no alert \"" + wanted + "\" fires; 'bellwether explain alert " + wanted
                    + "' tells what became of it");
        }
        return found;
    }

    /**
     * The fingerprint of the one that is meant; a fingerprint is taken as it is.
     *
     * @throws CommandFailure where none or more than one has the name
     */
    static String one(ApiClient client, String wanted) {
        if (FINGERPRINT.matcher(wanted).matches()) {
            return wanted;
        }
        List<AlertView> found = all(client, wanted);
        if (found.size() > 1) {
            throw new CommandFailure(found.size() + " alerts are named \"" + wanted + "\"; give one's fingerprint:"
                    + found.stream()
                            .map(alert ->
                                    System.lineSeparator() + "  " + alert.fingerprint() + "  " + alert.otherLabels())
                            .collect(Collectors.joining()));
        }
        return found.getFirst().fingerprint();
    }
}
