/** Answers of a server, for tests of this and of other modules. */
@NullMarked
package dev.bellwether.remote.testing;

import org.jspecify.annotations.NullMarked;
