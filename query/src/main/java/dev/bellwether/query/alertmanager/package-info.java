/**
 * Alertmanager's API, version 2, so that amtool and Prometheus work.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">its description</a>
 */
@NullMarked
package dev.bellwether.query.alertmanager;

import org.jspecify.annotations.NullMarked;
