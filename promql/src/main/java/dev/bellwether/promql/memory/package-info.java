/** Series held in memory: a reader for tests and for windows of recent samples. */
@NullMarked
package dev.bellwether.promql.memory;

import org.jspecify.annotations.NullMarked;
