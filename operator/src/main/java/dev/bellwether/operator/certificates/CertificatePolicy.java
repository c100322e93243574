package dev.bellwether.operator.certificates;

import java.time.Duration;

/**
 * For how long certificates hold. One is renewed when a third of its life is left.
 *
 * @param authorityLife of a stack's authority
 * @param leafLife of a component's certificate
 * @param announcement how long a new authority is known to all before it signs: longer than any rollout
 */
public record CertificatePolicy(Duration authorityLife, Duration leafLife, Duration announcement) {
    /** Three years, ninety days, a day. */
    public static final CertificatePolicy USUAL =
            new CertificatePolicy(Duration.ofDays(3 * 365), Duration.ofDays(90), Duration.ofDays(1));

    public CertificatePolicy {
        if (leafLife.multipliedBy(3).compareTo(authorityLife) > 0) {
            throw new IllegalArgumentException("leafLife is " + leafLife + ", at most a third of authorityLife "
                    + authorityLife + " is possible: an authority must outlive what it signs");
        }
    }
}
