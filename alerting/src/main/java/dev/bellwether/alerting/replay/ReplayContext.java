package dev.bellwether.alerting.replay;

import dev.bellwether.alerting.template.PrometheusFunctions;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.model.Labels;

/**
 * What a rule's templates see beside the element.
 *
 * @param externalLabels the labels of the whole system
 * @param externalUrl under which people reach the system, may be empty
 * @param query answers their queries
 * @param limits what they may take
 */
public record ReplayContext(
        Labels externalLabels, String externalUrl, PrometheusFunctions.Query query, TemplateLimits limits) {}
