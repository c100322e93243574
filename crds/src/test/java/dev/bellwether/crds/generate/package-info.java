/**
 * From the Java types to the definitions in {@code src/main/resources/crds} and to the reference page. Start reading at
 * {@link dev.bellwether.crds.generate.Definitions}.
 */
@NullMarked
package dev.bellwether.crds.generate;

import org.jspecify.annotations.NullMarked;
