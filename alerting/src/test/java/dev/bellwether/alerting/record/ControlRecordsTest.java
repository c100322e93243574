package dev.bellwether.alerting.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.record.Control.Origin;
import dev.bellwether.alerting.record.Control.Subject;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.DeliveryLimits;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.SecretSource;
import dev.bellwether.model.alert.Severity;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.model.alert.TimeInterval;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlRecordsTest {
    private static final List<Matcher> MATCHERS =
            List.of(Matcher.equal("a", "b"), new Matcher("c", Matcher.Operator.NOT_MATCHES, "d.*"));
    private static final TimeInterval INTERVAL = new TimeInterval(
            List.of(new TimeInterval.TimeRange(540, 1020)),
            List.of(new TimeInterval.Range(1, 5)),
            List.of(new TimeInterval.Range(-3, -1)),
            List.of(),
            List.of(),
            List.of(),
            List.of(LocalDate.parse("2026-12-25")),
            ZoneId.of("Europe/Berlin"));
    private static final Routing ROUTING = new Routing(
            MATCHERS,
            Severity.WARNING,
            List.of("a"),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            true,
            List.of(INTERVAL),
            List.of(),
            List.of(new Escalation(Duration.ofMinutes(15), "default/boss")));

    private final Map<String, byte[]> topic = new HashMap<>();
    private final ControlView view = new ControlView();

    static List<Subject> subjects() {
        return List.of(
                new Control.OfNotifier(new Notifier(
                        "default/n",
                        "n",
                        ROUTING,
                        new ReceiverSettings.Webhook(
                                new SecretSource.File(Path.of("/run/secrets/url")),
                                new HttpCredentials.None(),
                                Map.of("X-Team", new SecretSource.Environment("TEAM")),
                                new SecretSource.Plain("key"),
                                ""),
                        new DeliveryLimits(1, 2, 3, Duration.ofMinutes(4)))),
                new Control.OfNotifier(new Notifier(
                        "default/m", "m", Routing.DEFAULT, new ReceiverSettings.Webhook(URI.create("http://x/")))),
                new Control.OfSilence(new Silence("s", MATCHERS, 1, 2, "ann", "why", 3)),
                new Control.OfAcknowledgement(new Acknowledgement(
                        "default/r", Labels.of("a", "b"), 5, Acknowledgement.Kind.RESOLVE, "ann", "", 6)),
                new Control.OfInhibitionRule(new InhibitionRule("i", MATCHERS, MATCHERS, List.of("node"))),
                new Control.OfMaintenanceWindow(new MaintenanceWindow("w", MATCHERS, List.of(INTERVAL), "ann", "")),
                new Control.OfRedelivery(new Redelivery("id", "default/n", "{}", "ann")));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyKindIsReadAsItWasWritten(Subject subject) {
        Control control = new Control(Origin.KUBERNETES, subject);
        assertThat(ControlRecords.read(ControlRecords.write(control))).isEqualTo(control);
    }

    @Test
    void aRecordIsReadableForOthers() {
        Subject silence = new Control.OfSilence(new Silence("s", MATCHERS, 1, 2, "ann", "why", 3));
        assertThat(new String(ControlRecords.write(new Control(Origin.API, silence)), StandardCharsets.UTF_8))
                .contains("\"origin\":\"api\"", "\"kind\":\"Silence\"", "\"uid\":\"s\"")
                .contains("\"operator\":\"!~\"");
    }

    @Test
    void damageIsAnErrorAndLeavesWhatWasKnown() {
        Subject silence = new Control.OfSilence(new Silence("s", MATCHERS, 1, 2, "ann", "why", 3));
        byte[] damage = "{\"origin\":\"api\"".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ControlRecords.read(damage)).isInstanceOf(InvalidRecordException.class);

        view.accept("Silence/s", ControlRecords.write(new Control(Origin.API, silence)));
        view.accept("Silence/s", damage);
        assertThat(view.current().silences()).hasSize(1);
    }

    private ControlWriter writer(Origin origin) {
        return new ControlWriter(origin, view, this::append);
    }

    private CompletableFuture<?> append(String key, byte @Nullable [] value) {
        if (value == null) {
            topic.remove(key);
        } else {
            topic.put(key, value);
        }
        view.accept(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void aWriterTakesAwayItsOwnAlone() {
        Subject fromApi = new Control.OfSilence(new Silence("api", MATCHERS, 1, 2, "ann", "", 3));
        Subject fromFile = new Control.OfSilence(new Silence("file", MATCHERS, 1, 2, "ann", "", 3));
        writer(Origin.API).put(fromApi).join();
        ControlWriter manifests = writer(Origin.MANIFESTS);
        assertThat(manifests.replaceAll(List.of(fromFile, fromApi))).containsExactly("Silence/api");
        assertThat(topic).containsOnlyKeys("Silence/api", "Silence/file");

        assertThatThrownBy(() -> manifests.remove(Control.Kind.SILENCE, "api"))
                .isInstanceOf(ControlWriter.ForeignOriginException.class);
        manifests.replaceAll(List.of());
        assertThat(topic).containsOnlyKeys("Silence/api");
    }

    @Test
    void whatStaysIsNotWrittenAgainAndWhatHasNotComeBackYetIsKnown() {
        Subject silence = new Control.OfSilence(new Silence("s", MATCHERS, 1, 2, "ann", "", 3));
        Map<String, Integer> writes = new HashMap<>();
        ControlWriter slow = new ControlWriter(Origin.MANIFESTS, view, (key, value) -> {
            writes.merge(key, 1, Integer::sum);
            return new CompletableFuture<Void>();
        });
        slow.replaceAll(List.of(silence));
        slow.replaceAll(List.of(silence));
        assertThat(writes).containsEntry("Silence/s", 1);
        slow.replaceAll(List.of());
        slow.replaceAll(List.of());
        assertThat(writes).containsEntry("Silence/s", 2);
    }

    @Test
    void whatEndedLongAgoIsPast() {
        long day = Duration.ofDays(1).toMillis();
        Control.OfSilence ended = new Control.OfSilence(new Silence("ended", MATCHERS, 1, 2, "ann", "", 3));
        Control.OfSilence lasts = new Control.OfSilence(new Silence("lasts", MATCHERS, 1, 8 * day, "ann", "", 3));
        Controls controls = Controls.of(List.of(
                new Control(Origin.API, ended),
                new Control(Origin.API, lasts),
                new Control(Origin.MANIFESTS, new Control.OfSilence(new Silence("file", MATCHERS, 1, 2, "", "", 3)))));
        assertThat(PastControls.of(controls, 4 * day)).isEmpty();
        assertThat(PastControls.of(controls, 9 * day)).containsExactly(ended);
    }

    @Test
    void decisionsAndDeadNotificationsAreReadAsTheyWereWritten() {
        NotificationDecision decision =
                new NotificationDecision(1, "n", "r", "f", "g", "id", NotificationDecision.Kind.SILENCED, "silence s");
        assertThat(NotificationRecords.readDecision(NotificationRecords.write(decision)))
                .isEqualTo(decision);
        DeadNotification dead = new DeadNotification("id", "n", "g", "{}", "404", 2, 3, 4);
        assertThat(NotificationRecords.readDead(NotificationRecords.write(dead)))
                .containsExactly(dead);
        assertThat(NotificationRecords.readDead(new byte[] {8, 1})).isEmpty();
        assertThat(NotificationRecords.readDead("{\"type\":\"batch\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
