package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.certificates.StackSecrets;
import dev.bellwether.operator.desired.Images;
import java.time.Clock;
import java.util.Optional;

/**
 * What a reconciler is given.
 *
 * @param images what runs where a stack names nothing else
 * @param operatorNamespace where the operator runs
 * @param version of Bellwether, for the status
 * @param secrets makes passwords and certificates
 * @param bridges starts what goes on between the API server and a log; empty for nothing
 * @param clock what time it is
 */
public record ReconcilerSetting(
        Images images,
        String operatorNamespace,
        String version,
        StackSecrets secrets,
        Optional<StackBridge.Factory> bridges,
        Clock clock) {}
