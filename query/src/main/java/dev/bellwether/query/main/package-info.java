/** The API as a process of its own. */
@NullMarked
package dev.bellwether.query.main;

import org.jspecify.annotations.NullMarked;
