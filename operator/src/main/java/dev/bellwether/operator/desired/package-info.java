/**
 * What a MonitoringStack should look like in the cluster: pure functions from settings and facts to manifests. Nothing here
 * talks to an API server, reads a clock or makes a secret. Start reading at {@link
 * dev.bellwether.operator.desired.DesiredStack}.
 */
@NullMarked
package dev.bellwether.operator.desired;

import org.jspecify.annotations.NullMarked;
