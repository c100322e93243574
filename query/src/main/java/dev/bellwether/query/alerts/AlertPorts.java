package dev.bellwether.query.alerts;

import dev.bellwether.storage.AlertLogReader;

/**
 * What the API needs for alerts. Everything stays the caller's.
 *
 * @param directory alerts as they are now
 * @param changes the way to change them
 * @param history what became of them
 */
public record AlertPorts(AlertDirectory directory, AlertChanges changes, AlertLogReader history) {}
