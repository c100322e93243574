package dev.bellwether.alert.engine;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names transitions, the same for the same transition whichever engine computes it. */
final class TransitionIdentity {
    private TransitionIdentity() {}

    /** The first eight bytes of a SHA-256 over rule, alert, state and time, in hexadecimal. */
    static String of(String ruleUid, Alert alert) {
        long time = alert.state() == AlertState.RESOLVED ? alert.endedAtMillis() : alert.firedAtMillis();
        String text = ruleUid + "\0" + alert.labels() + "\0" + alert.state() + "\0" + time;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
