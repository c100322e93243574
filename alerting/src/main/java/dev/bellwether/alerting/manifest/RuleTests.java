package dev.bellwether.alerting.manifest;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The unit tests that stand in a rule's manifest, as a tree with places.
 *
 * @param ruleUid the rule
 * @param file the file's name
 * @param tests what stands under {@code tests}
 */
public record RuleTests(String ruleUid, String file, Node tests) {}
