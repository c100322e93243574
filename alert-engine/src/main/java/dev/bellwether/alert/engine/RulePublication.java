package dev.bellwether.alert.engine;

import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.model.alert.Rule;
import java.util.List;

/** Puts rules into the log, from where all engines take them. Called by one thread; blocks until that is durable. */
public interface RulePublication {
    /**
     * Makes the log say what is given.
     *
     * @param rules all rules that should be in force
     * @param invalid rules that cannot come into force as they are written; what stands of them stays
     */
    void publish(List<Rule> rules, List<InvalidRule> invalid);
}
