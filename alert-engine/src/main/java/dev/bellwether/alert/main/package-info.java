/** The alert engine as a process of its own, and the one place where its parts are put together. */
@NullMarked
package dev.bellwether.alert.main;

import org.jspecify.annotations.NullMarked;
