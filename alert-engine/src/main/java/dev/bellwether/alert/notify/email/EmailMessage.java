package dev.bellwether.alert.notify.email;

import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.text.Markup;
import dev.bellwether.alert.notify.text.MessageSeverity;
import dev.bellwether.alert.notify.text.Texts;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.ReceiverSettings;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * A notification as a mail with a text and an HTML part. The notification's id makes its Message-ID, so that a mail that comes
 * twice is known; mails of a group refer to the same one that was never sent, so that they stand in one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4">RFC 5322, identification fields</a>
 */
final class EmailMessage {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 50_000;

    private final ReceiverSettings.Email settings;
    private final Texts texts;

    EmailMessage(ReceiverSettings.Email settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    MimeMessage of(Session session, GroupMessage message, Instant now) throws MessagingException {
        InternetAddress from = new InternetAddress(settings.from());
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        String thread =
                "<group." + AlertFingerprint.of(message.receiver() + "\n" + message.groupKey()) + "@" + domain + ">";
        MimeMessage mail =
                new IdentifiedMessage(session, "<" + AlertFingerprint.of(message.id()) + ".bellwether@" + domain + ">");
        mail.setFrom(from);
        for (String to : settings.to()) {
            mail.addRecipient(RecipientType.TO, new InternetAddress(to));
        }
        mail.setSubject(texts.title(settings.templates(), message, LONGEST_SUBJECT), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(now));
        mail.setHeader("References", thread);
        mail.setHeader("In-Reply-To", thread);
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (message.firing() && MessageSeverity.of(message) == MessageSeverity.CRITICAL) {
            mail.setHeader("Importance", "high");
        }
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(texts.body(settings.templates(), message, Markup.PLAIN, LONGEST_TEXT), "plain"));
        parts.addBodyPart(part(page(message), "html"));
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private String page(GroupMessage message) {
        if (settings.html().isEmpty()) {
            return EmailPage.of(message);
        }
        try {
            return texts.render("html", settings.html(), message);
        } catch (TemplateException e) {
            return EmailPage.of(message) + "<!-- " + Markup.HTML.escape(String.valueOf(e.getMessage())) + " -->\n";
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    /** The library would give each attempt an identity of its own. */
    private static final class IdentifiedMessage extends MimeMessage {
        private final String id;

        private IdentifiedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
