/**
 * What every process of its own needs: settings from the environment, clients of the log, the database's address, TLS from
 * files that may be renewed, health pages, an orderly end.
 */
@NullMarked
package dev.bellwether.process;

import org.jspecify.annotations.NullMarked;
