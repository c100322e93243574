/** Warnings and infos of queries, with the wording of Prometheus. */
@NullMarked
package dev.bellwether.promql.annotation;

import org.jspecify.annotations.NullMarked;
