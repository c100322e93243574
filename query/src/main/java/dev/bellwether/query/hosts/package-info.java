/** The API for people: agents, hosts and ranges of samples. */
@NullMarked
package dev.bellwether.query.hosts;

import org.jspecify.annotations.NullMarked;
