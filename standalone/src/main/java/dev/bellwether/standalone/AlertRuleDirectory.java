package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.RuleView;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.query.RuleDirectory;
import dev.bellwether.query.alerts.RuleListing;
import java.util.List;
import java.util.function.Supplier;

/** Shows the rules of the alert engine of this process in the API, as the engine sees them at this moment. */
final class AlertRuleDirectory implements RuleDirectory {
    private final Supplier<AlertService> alerts;
    private final String source;

    AlertRuleDirectory(Supplier<AlertService> alerts, String source) {
        this.alerts = alerts;
        this.source = source;
    }

    @Override
    public List<RuleGroup> groups() {
        AlertService service = alerts.get();
        return RuleListing.groups(
                service.status().stream().map(this::standing).toList(),
                service.invalid().stream().map(this::unusable).toList());
    }

    private RuleListing.Standing standing(RuleView view) {
        return new RuleListing.Standing(source, view.published(), view.status(), view.alerts());
    }

    private RuleListing.Unusable unusable(InvalidRule rule) {
        return new RuleListing.Unusable(
                source,
                rule.name(),
                rule.group(),
                rule.expression(),
                rule.errors().getFirst().toString());
    }
}
