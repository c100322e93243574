/** Series as Prometheus's test scripts describe them: labels and a short notation of many values. */
@NullMarked
package dev.bellwether.promql.script;

import org.jspecify.annotations.NullMarked;
