package dev.bellwether.alert.notify.email;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alert.notify.ReceiverTools;
import dev.bellwether.alert.notify.http.AddressGuard;
import dev.bellwether.alert.notify.http.Deadline;
import dev.bellwether.alert.notify.secret.Redaction;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** Sends a mail for each notification, over a connection of its own and only to an address that the guard allows. */
public final class EmailReceiver implements Receiver {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ReceiverSettings.Email settings;
    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final ReceiverTools tools;

    /** @param tls makes connections secure; decides which certificates are trusted */
    public EmailReceiver(
            ReceiverSettings.Email settings, AddressGuard guard, SSLSocketFactory tls, ReceiverTools tools) {
        this.settings = settings;
        this.guard = guard;
        this.tls = tls;
        this.tools = tools;
    }

    @Override
    public String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException {
        SecretSource source = settings.password();
        String password = source == null ? "" : tools.secrets().read("email.password", source);
        Redaction redaction = new Redaction(List.of(password));
        return Deadline.run(TIMEOUT, () -> {
            send(message, password, redaction);
            return "";
        });
    }

    private void send(GroupMessage message, String password, Redaction redaction) throws IOException, RefusedException {
        List<InetAddress> addresses = guard.resolve(settings.host());
        for (int i = 0; ; i++) {
            try {
                Session session = Session.getInstance(properties());
                MimeMessage mail = new EmailMessage(settings, tools.texts())
                        .of(session, message, tools.clock().instant());
                sendTo(addresses.get(i), session, mail, password);
                return;
            } catch (MailConnectException e) {
                if (i == addresses.size() - 1) {
                    throw new IOException("cannot connect to " + settings.host() + ":" + settings.port(), e);
                }
            } catch (MessagingException e) {
                throwMeaning(e, redaction);
            }
        }
    }

    /** The library gets the address and not the name, so that it cannot resolve the name once more. */
    private void sendTo(InetAddress address, Session session, MimeMessage mail, String password)
            throws MessagingException {
        try (Transport transport = session.getTransport()) {
            boolean anonymous = settings.username().isEmpty();
            transport.connect(
                    address.getHostAddress(),
                    settings.port(),
                    anonymous ? null : settings.username(),
                    anonymous ? null : password);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", Long.toString(STEP_TIMEOUT.toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(STEP_TIMEOUT.toMillis()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", new NamedTlsSocketFactory(tls, settings.host()));
        switch (settings.tls()) {
            case StartTls -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case Implicit -> properties.put("mail.smtp.ssl.enable", "true");
            case None -> properties.put("mail.smtp.starttls.enable", "false");
        }
        return properties;
    }

    private static void throwMeaning(MessagingException failure, Redaction redaction)
            throws IOException, RefusedException {
        String text = redaction.of("the mail server answered: " + messages(failure));
        if (failure instanceof AuthenticationFailedException) {
            // Its only trace of a code is the beginning of its text.
            if (String.valueOf(failure.getMessage()).startsWith("5")) {
                throw new RefusedException(text);
            }
            throw new IOException(text);
        }
        if (failure instanceof SendFailedException partly && isSome(partly.getValidSentAddresses())) {
            throw new RefusedException(
                    text + " (refused: " + Arrays.toString(partly.getInvalidAddresses()) + ", the others have it)");
        }
        int code = code(failure);
        if (code >= 500 && code < 600) {
            throw new RefusedException(text);
        }
        throw new IOException(text);
    }

    /** Of a recipient that is refused only the next failure in the chain says why. */
    private static String messages(MessagingException failure) {
        StringJoiner texts = new StringJoiner("; ");
        for (Exception next = failure; next != null; next = next(next)) {
            texts.add(String.valueOf(next.getMessage()).strip());
        }
        return texts.toString();
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    /** The code of the first answer in a chain of failures that has one, 0 for none. */
    private static int code(MessagingException failure) {
        for (Exception next = failure; next != null; next = next(next)) {
            int code = switch (next) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code > 0) {
                return code;
            }
        }
        return 0;
    }

    private static boolean isSome(Address @Nullable [] addresses) {
        return addresses != null && addresses.length > 0;
    }
}
