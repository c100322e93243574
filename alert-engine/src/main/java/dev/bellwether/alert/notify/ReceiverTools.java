package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.http.HttpSender;
import dev.bellwether.alert.notify.secret.SecretReader;
import dev.bellwether.alert.notify.text.Texts;
import java.time.Clock;

/**
 * What receivers of all kinds share; each part is safe for use by many threads.
 *
 * @param http sends requests
 * @param secrets reads secrets
 * @param texts writes for people
 * @param clock tells the time
 */
public record ReceiverTools(HttpSender http, SecretReader secrets, Texts texts, Clock clock) {}
