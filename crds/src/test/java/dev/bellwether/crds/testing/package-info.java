/**
 * A real API server for tests, of this module and of others (by the test-jar). Start reading at {@link
 * dev.bellwether.crds.testing.ApiServer}.
 */
@NullMarked
package dev.bellwether.crds.testing;

import org.jspecify.annotations.NullMarked;
