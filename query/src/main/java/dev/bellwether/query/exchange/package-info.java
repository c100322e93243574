/** What a handler gets and gives, free of any web framework. */
@NullMarked
package dev.bellwether.query.exchange;

import org.jspecify.annotations.NullMarked;
