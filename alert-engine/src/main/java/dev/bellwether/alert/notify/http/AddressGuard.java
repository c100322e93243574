package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Resolves the names of receivers and hands out only addresses that notifications may go to. Who connects must connect to one
 * of these very addresses and not resolve again, so that a name that changes its meaning gains nothing. Immutable.
 */
public final class AddressGuard {
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private final AddressPolicy policy;
    private final Resolver resolver;

    /** Finds the addresses of a name; blocks. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** With the names of this machine. */
    public AddressGuard(AddressPolicy policy) {
        this(policy, InetAddress::getAllByName);
    }

    AddressGuard(AddressPolicy policy, Resolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    /**
     * The addresses of a host that are allowed, in the resolver's order; never empty.
     *
     * @param host a name or an address, an IPv6 address with or without brackets
     * @throws IOException where the name cannot be resolved now
     * @throws RefusedException where none of its addresses is allowed
     */
    public List<InetAddress> resolve(String host) throws IOException, RefusedException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (endsInANumber(bare) && !DOTTED.matcher(bare).matches()) {
            throw new RefusedException(
                    "the host \"" + bare + "\" is an IPv4 address in an unusual form; four decimal numbers are needed");
        }
        InetAddress[] found;
        try {
            found = resolver.resolve(bare);
        } catch (UnknownHostException e) {
            throw new IOException("the host \"" + bare + "\" cannot be resolved", e);
        }
        List<InetAddress> allowed =
                new ArrayList<>(Arrays.stream(found).filter(this::isAllowed).toList());
        if (allowed.isEmpty()) {
            throw new RefusedException("the host \"" + bare + "\" is at "
                    + String.join(", ", Arrays.stream(found).map(this::describe).toList())
                    + ", where no notification may go");
        }
        return allowed;
    }

    private boolean isAllowed(InetAddress address) {
        return switch (AddressRange.of(address)) {
            case PUBLIC -> true;
            case LOOPBACK -> policy.allowLoopback();
            case PRIVATE -> policy.allowPrivate();
            case FORBIDDEN -> false;
        };
    }

    private String describe(InetAddress address) {
        return address.getHostAddress() + " (" + AddressRange.of(address).name().toLowerCase(Locale.ROOT) + ")";
    }

    /** Whether other programs would take the host for an IPv4 address (WHATWG URL, "ends in a number"). */
    private static boolean endsInANumber(String host) {
        if (host.contains(":")) {
            return false;
        }
        String text = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(text.substring(text.lastIndexOf('.') + 1)).matches();
    }
}
