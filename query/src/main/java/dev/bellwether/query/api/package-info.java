/** The routes: Micronaut's controllers, each a line that hands a request to its handler. */
@NullMarked
package dev.bellwether.query.api;

import org.jspecify.annotations.NullMarked;
