/** Workflows of Microsoft Teams. */
@NullMarked
package dev.bellwether.alert.notify.teams;

import org.jspecify.annotations.NullMarked;
