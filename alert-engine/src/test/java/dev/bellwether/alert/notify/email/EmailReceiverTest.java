package dev.bellwether.alert.notify.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.TestTls;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.ReceiverSettings.Email;
import dev.bellwether.model.alert.ReceiverSettings.Email.Tls;
import dev.bellwether.model.alert.SecretSource;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailReceiverTest {
    @SuppressWarnings("NullAway.Init") // Filled before all tests.
    private static TestTls tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        tls = TestTls.create(directory);
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
                tls.store().toString());
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, TestTls.PASSWORD);
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEY_PASSWORD_PROPERTY, TestTls.PASSWORD);
    }

    @AfterAll
    static void forgetCertificate() {
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEY_PASSWORD_PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({"smtp, None", "smtps, Implicit"})
    void aMailHasATextAndAnHtmlPartAndNamesItsThread(String protocol, Tls security) throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        server.setUser("bellwether", "s3cret");
        server.start();
        try {
            int port = (protocol.equals("smtp") ? server.getSmtp() : server.getSmtps()).getPort();
            Receiver receiver = receiver(settings("localhost", port, security));

            receiver.deliver(Messages.firing());
            receiver.deliver(Messages.firing());

            MimeMessage[] mails = server.getReceivedMessages();
            assertThat(mails).hasSize(4); // Two recipients each.
            MimeMessage mail = mails[0];
            assertThat(mail.getSubject()).isEqualTo("Firing: HighLoad (1 firing, 1 resolved)");
            assertThat(mail.getFrom()[0]).hasToString("Bellwether <bellwether@example.org>");
            assertThat(mail.getHeader("Message-ID", null)).isEqualTo(mails[3].getHeader("Message-ID", null));
            assertThat(mail.getHeader("Message-ID", null)).matches("<[0-9a-f]{16}\\.bellwether@example\\.org>");
            assertThat(mail.getHeader("References", null)).matches("<group\\.[0-9a-f]{16}@example\\.org>");
            assertThat(mail.getSentDate()).isEqualTo(Factories.NOW);
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(parts.getBodyPart(0).getContent().toString())
                    .contains("Load of web-1 is high")
                    .contains("It has been <above> 4 & grows.")
                    .contains("value 7.5 (threshold 4)")
                    .contains("Runbook: https://runbooks.example.org/HighLoad");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString())
                    .contains("It has been &lt;above&gt; 4 &amp; grows.")
                    .contains("<a href=\"https://grafana.example.org/d/web-1\">Dashboard</a>");
        } finally {
            server.stop();
        }
    }

    @Test
    void startTlsComesBeforeThePassword() throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true)) {
            receiver(settings("localhost", server.port(), Tls.StartTls)).deliver(Messages.firing());

            assertThat(server.mails()).hasSize(1);
            assertThat(server.commands()).contains("STARTTLS");
            assertThat(server.commands())
                    .filteredOn(command -> command.contains("AUTH"))
                    .allMatch(command -> command.startsWith("TLS AUTH"))
                    .isNotEmpty();
        }
    }

    @Test
    void withoutStartTlsNothingIsSent() throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), false)) {
            Throwable failure = catchThrowable(() ->
                    receiver(settings("localhost", server.port(), Tls.StartTls)).deliver(Messages.firing()));

            assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("STARTTLS is required");
            assertThat(server.commands()).noneMatch(command -> command.contains("AUTH"));
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void aServerMustProveItsName() throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true)) {
            assertThatThrownBy(() -> receiver(settings("127.0.0.1", server.port(), Tls.StartTls))
                            .deliver(Messages.firing()))
                    .isInstanceOf(IOException.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH, 535 5.7.8 no such user s3cret, true",
        "AUTH, 454 4.7.0 later, false",
        "MAIL, 550 5.7.1 you may not, true",
        "MAIL, 451 4.3.0 later, false",
        "RCPT, 550 5.1.1 nobody here, true",
        "RCPT, 450 4.2.1 later, false",
        "DATA, 554 5.6.0 no, true",
        "DATA, 452 4.3.1 full, false",
    })
    void answersSayWhetherToTryAgainAndSecretsAreNotShown(String command, String answer, boolean forGood)
            throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true)) {
            server.answer(command, answer);

            Throwable failure = catchThrowable(() ->
                    receiver(settings("localhost", server.port(), Tls.StartTls)).deliver(Messages.firing()));

            assertThat(failure).isInstanceOf(forGood ? RefusedException.class : IOException.class);
            assertThat(failure).hasMessageNotContaining("s3cret").hasMessageContaining(answer.substring(0, 3));
        }
    }

    @Test
    void oneBadRecipientCostsTheOthersNothing() throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true)) {
            server.answer("RCPT TO:<SECOND", "550 5.1.1 nobody here");

            assertThatThrownBy(() -> receiver(settings("localhost", server.port(), Tls.StartTls))
                            .deliver(Messages.firing()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("second@example.org")
                    .hasMessageContaining("the others have it");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void nobodyThereMeansLater() throws Exception {
        SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true);
        server.close();

        assertThatThrownBy(() -> receiver(settings("localhost", server.port(), Tls.StartTls))
                        .deliver(Messages.firing()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot connect to localhost:" + server.port());
    }

    @Test
    void addressesThatAreNeverAllowedAreNotConnectedTo() {
        assertThatThrownBy(() ->
                        receiver(settings("169.254.169.254", 25, Tls.None)).deliver(Messages.firing()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("forbidden");
    }

    @Test
    void aFloodOfAlertsIsCut() throws Exception {
        try (SmtpServer server = new SmtpServer(tls.context().getSocketFactory(), true)) {
            GroupMessage flood = Messages.flood(1000);

            receiver(settings("localhost", server.port(), Tls.StartTls)).deliver(flood);

            assertThat(server.mails().getFirst()).contains("and 980 more").contains("and 950 more");
        }
    }

    private static Receiver receiver(Email settings) {
        return Factories.receiver(
                settings, Duration.ofSeconds(10), tls.context().getSocketFactory());
    }

    private static Email settings(String host, int port, Tls security) {
        return new Email(
                host,
                port,
                security,
                "bellwether",
                new SecretSource.Plain("s3cret"),
                "Bellwether <bellwether@example.org>",
                List.of("first@example.org", "second@example.org"),
                MessageTemplates.DEFAULT,
                "");
    }
}
