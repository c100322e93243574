/** Whether a change of a schema breaks objects that are stored, or manifests that people have. */
@NullMarked
package dev.bellwether.crds.compatibility;

import org.jspecify.annotations.NullMarked;
