package dev.bellwether.alert.notify.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * What kind of network an address is in.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's registries of special addresses</a>
 */
enum AddressRange {
    PUBLIC,
    LOOPBACK,
    PRIVATE,
    /** Link-local, metadata services of clouds, multicast, unspecified, reserved. */
    FORBIDDEN;

    private record Block(AddressRange range, byte[] prefix, int bits) {
        private static Block of(AddressRange range, String text) {
            int slash = text.indexOf('/');
            return new Block(range, literal(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        private boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff & (0xff << (8 - rest))) == 0;
        }
    }

    /** The first one that holds counts. */
    private static final List<Block> BLOCKS = List.of(
            // Metadata services outside of the link-local range: Alibaba, Azure, Oracle, AWS.
            Block.of(FORBIDDEN, "100.100.100.200/32"),
            Block.of(FORBIDDEN, "168.63.129.16/32"),
            Block.of(FORBIDDEN, "192.0.0.192/32"),
            Block.of(FORBIDDEN, "fd00:ec2::254/128"),
            Block.of(FORBIDDEN, "0.0.0.0/8"),
            Block.of(FORBIDDEN, "169.254.0.0/16"),
            Block.of(FORBIDDEN, "224.0.0.0/4"),
            Block.of(FORBIDDEN, "240.0.0.0/4"),
            Block.of(FORBIDDEN, "::/128"),
            Block.of(FORBIDDEN, "fe80::/10"),
            Block.of(FORBIDDEN, "ff00::/8"),
            Block.of(LOOPBACK, "127.0.0.0/8"),
            Block.of(LOOPBACK, "::1/128"),
            Block.of(PRIVATE, "10.0.0.0/8"),
            Block.of(PRIVATE, "100.64.0.0/10"),
            Block.of(PRIVATE, "172.16.0.0/12"),
            Block.of(PRIVATE, "192.0.0.0/24"),
            Block.of(PRIVATE, "192.168.0.0/16"),
            Block.of(PRIVATE, "198.18.0.0/15"),
            Block.of(PRIVATE, "64:ff9b:1::/48"),
            Block.of(PRIVATE, "fc00::/7"),
            Block.of(PRIVATE, "fec0::/10"));

    /** SIIT (RFC 2765); the JDK itself makes IPv4 addresses of mapped ones. */
    private static final Block STATELESS = Block.of(PUBLIC, "::ffff:0:0:0/96");

    private static final Block COMPATIBLE = Block.of(PUBLIC, "::/96");
    private static final Block TRANSLATED = Block.of(PUBLIC, "64:ff9b::/96");
    private static final Block SIX_TO_FOUR = Block.of(PUBLIC, "2002::/16");
    private static final Block TEREDO = Block.of(PUBLIC, "2001::/32");

    /** Where an address is; an IPv6 address that carries an IPv4 address is where that is. */
    static AddressRange of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressRange of(byte[] address) {
        for (Block block : BLOCKS) {
            if (block.holds(address)) {
                return block.range();
            }
        }
        if (STATELESS.holds(address) || COMPATIBLE.holds(address) || TRANSLATED.holds(address)) {
            return of(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.holds(address)) {
            return of(Arrays.copyOfRange(address, 2, 6));
        }
        if (TEREDO.holds(address)) {
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            return of(client);
        }
        return PUBLIC;
    }

    private static byte[] literal(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e);
        }
    }
}
