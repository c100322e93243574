/**
 * Everything in one process: the same classes that make the containers, composed by {@link
 * dev.bellwether.standalone.Standalone} on an embedded broker and an embedded PostgreSQL.
 */
@NullMarked
package dev.bellwether.standalone;

import org.jspecify.annotations.NullMarked;
