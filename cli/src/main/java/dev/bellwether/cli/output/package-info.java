/** Results as tables, CSV and JSON. */
@NullMarked
package dev.bellwether.cli.output;

import org.jspecify.annotations.NullMarked;
