package dev.bellwether.alert.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "2606:4700:4700::1111, PUBLIC",
        "11.0.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "::127.0.0.1, LOOPBACK",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "198.19.0.1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "fec0::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "64:ff9b::10.0.0.1, PRIVATE",
        "64:ff9b:1::1, PRIVATE",
        "2002:0a00:0001::, PRIVATE",
        "169.254.169.254, FORBIDDEN",
        "169.254.0.1, FORBIDDEN",
        "::ffff:169.254.169.254, FORBIDDEN",
        "::ffff:0:169.254.169.254, FORBIDDEN",
        "64:ff9b::169.254.169.254, FORBIDDEN",
        "2002:a9fe:a9fe::, FORBIDDEN",
        "2001:0:0:0:0:0:5601:5601, FORBIDDEN",
        "100.100.100.200, FORBIDDEN",
        "168.63.129.16, FORBIDDEN",
        "fd00:ec2::254, FORBIDDEN",
        "fe80::1, FORBIDDEN",
        "0.0.0.0, FORBIDDEN",
        "0.1.2.3, FORBIDDEN",
        "::, FORBIDDEN",
        "224.0.0.1, FORBIDDEN",
        "255.255.255.255, FORBIDDEN",
        "ff02::1, FORBIDDEN",
    })
    void anAddressIsInItsRange(String address, AddressRange range) {
        assertThat(AddressRange.of(InetAddress.ofLiteral(address))).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, true, true, true",
        "10.0.0.1, false, true, true",
        "127.0.0.1, false, false, true",
        "169.254.169.254, false, false, false",
    })
    void aPolicySaysWhichRangesAreAllowed(String address, boolean publicOnly, boolean cluster, boolean standalone) {
        assertThat(isAllowed(address, AddressPolicy.PUBLIC_ONLY)).isEqualTo(publicOnly);
        assertThat(isAllowed(address, AddressPolicy.CLUSTER)).isEqualTo(cluster);
        assertThat(isAllowed(address, AddressPolicy.STANDALONE)).isEqualTo(standalone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "0x7f.1",
                "1.2.3.4.5",
                "127.0.0.01",
                "0X7F.0.0.1."
            })
    void unusualFormsOfAddressesAreRefusedBeforeTheyAreResolved(String host) {
        AddressGuard guard = new AddressGuard(AddressPolicy.STANDALONE, name -> {
            throw new AssertionError("resolved " + name);
        });

        assertThatThrownBy(() -> guard.resolve(host))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("four decimal numbers are needed");
    }

    @Test
    void onlyTheAllowedAddressesOfANameAreHandedOut() throws Exception {
        AddressGuard guard = guard(AddressPolicy.PUBLIC_ONLY, "169.254.169.254", "10.0.0.1", "1.1.1.1");

        assertThat(guard.resolve("hook.example.org")).containsExactly(InetAddress.ofLiteral("1.1.1.1"));
    }

    @Test
    void aNameWithoutAnAllowedAddressIsRefusedAndTheMessageSaysWhy() {
        AddressGuard guard = guard(AddressPolicy.CLUSTER, "169.254.169.254", "127.0.0.1");

        assertThatThrownBy(() -> guard.resolve("hook.example.org"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the host \"hook.example.org\" is at 169.254.169.254 (forbidden), 127.0.0.1 (loopback), "
                        + "where no notification may go");
    }

    @Test
    void aNameThatIsNotKnownNowMayBeLater() {
        AddressGuard guard = new AddressGuard(AddressPolicy.CLUSTER, name -> {
            throw new UnknownHostException(name);
        });

        assertThatThrownBy(() -> guard.resolve("hook.example.org"))
                .isInstanceOf(IOException.class)
                .hasMessage("the host \"hook.example.org\" cannot be resolved");
    }

    @Test
    void bracketsOfAnAddressAreTakenOff() throws Exception {
        assertThat(new AddressGuard(AddressPolicy.STANDALONE).resolve("[::1]"))
                .containsExactly(InetAddress.ofLiteral("::1"));
    }

    private static boolean isAllowed(String address, AddressPolicy policy) {
        try {
            return !guard(policy, address).resolve("name").isEmpty();
        } catch (RefusedException | IOException e) {
            return false;
        }
    }

    private static AddressGuard guard(AddressPolicy policy, String... addresses) {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.ofLiteral(addresses[i]);
        }
        return new AddressGuard(policy, name -> found);
    }
}
