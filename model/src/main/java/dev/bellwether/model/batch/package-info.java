/** What an agent sends: batches of sections, each a block of series and their values. */
@NullMarked
package dev.bellwether.model.batch;

import org.jspecify.annotations.NullMarked;
