package dev.bellwether.operator.status;

import dev.bellwether.operator.desired.Component;

/**
 * How a component does.
 *
 * @param component which
 * @param reason why it is ready or not
 * @param detail what there is to say, a sentence
 * @param desired how many pods there should be
 * @param ready how many are ready
 */
public record ComponentState(Component component, Reason reason, String detail, int desired, int ready) {
    /** Whether those who need it can rely on it. */
    public boolean isReady() {
        return reason.kind() == Reason.Kind.GOOD;
    }
}
