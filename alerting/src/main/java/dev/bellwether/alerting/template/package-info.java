/**
 * Go's text/template as Prometheus and Alertmanager use it: an interpreter of our own, bounded in every direction, that reaches
 * nothing but the data and the functions it is given. Start reading at {@code Template}, then {@code RuleTemplate} and
 * {@code NotificationData}.
 */
@NullMarked
package dev.bellwether.alerting.template;

import org.jspecify.annotations.NullMarked;
