package dev.bellwether.alert.notify.http;

/**
 * Which addresses inside the house notifications may go to. Link-local, metadata, multicast and unspecified addresses are
 * never allowed.
 *
 * @param allowLoopback whether this machine itself is allowed
 * @param allowPrivate whether private networks are allowed: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10,
 *     fc00::/7 and the like
 */
public record AddressPolicy(boolean allowLoopback, boolean allowPrivate) {
    /** Receivers on the Internet alone: where people who are not trusted write notifiers. */
    public static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(false, false);

    /** The default in a cluster, where receivers are often Services: private networks, but not the pod itself. */
    public static final AddressPolicy CLUSTER = new AddressPolicy(false, true);

    /** The default of standalone, where the person who starts it writes the notifiers. */
    public static final AddressPolicy STANDALONE = new AddressPolicy(true, true);
}
