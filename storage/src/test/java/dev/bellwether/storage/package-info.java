/** Tests of the ports' own values. */
@NullMarked
package dev.bellwether.storage;

import org.jspecify.annotations.NullMarked;
