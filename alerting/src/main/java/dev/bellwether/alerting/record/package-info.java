/**
 * What stands in the topics {@code rules}, {@code alert-state}, {@code rule-status}, {@code alerts}, {@code controls}, {@code
 * notifications} and (of notifications) {@code dead-letters}: JSON with stable names.
 * Fields are only ever added; readers pass over those that they do not know.
 */
@NullMarked
package dev.bellwether.alerting.record;

import org.jspecify.annotations.NullMarked;
