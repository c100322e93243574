/** Shows alerts and says something to them. */
@NullMarked
package dev.bellwether.cli.alerts;

import org.jspecify.annotations.NullMarked;
