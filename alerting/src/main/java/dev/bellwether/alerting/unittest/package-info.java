/**
 * Unit tests of rules: promtool's files and the tests that stand in an AlertRule. Series are described, rules are evaluated in
 * steps, and what they give is compared with what is expected. Start reading at {@code UnitTestRunner}.
 */
@NullMarked
package dev.bellwether.alerting.unittest;

import org.jspecify.annotations.NullMarked;
