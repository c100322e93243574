/** Tests of the definitions, against a real API server where there is one. */
@NullMarked
package dev.bellwether.crds;

import org.jspecify.annotations.NullMarked;
