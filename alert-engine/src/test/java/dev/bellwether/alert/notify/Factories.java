package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.http.AddressGuard;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.Routing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLSocketFactory;

/** Receivers for tests: real ones, at a fixed time, without an environment. */
public final class Factories {
    /** 2023-11-14T22:15:00Z. */
    public static final Instant NOW = Instant.ofEpochMilli(Messages.START).plusSeconds(100);

    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Factories() {}

    public static Receiver receiver(ReceiverSettings settings) {
        return receiver(settings, Duration.ofSeconds(10));
    }

    public static Receiver receiver(ReceiverSettings settings, Duration timeout) {
        return receiver(settings, timeout, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    public static Receiver receiver(ReceiverSettings settings, Duration timeout, SSLSocketFactory tls) {
        AddressGuard guard = new AddressGuard(AddressPolicy.STANDALONE);
        return new ReceiverFactory(guard, tls, name -> null, timeout, CLOCK).create(notifier(settings));
    }

    public static Notifier notifier(ReceiverSettings settings) {
        return new Notifier("default/team", "team", Routing.DEFAULT, settings);
    }
}
