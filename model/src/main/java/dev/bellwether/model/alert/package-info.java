/** Rules, notifiers and alerts, as people write them and as the engine keeps them. */
@NullMarked
package dev.bellwether.model.alert;

import org.jspecify.annotations.NullMarked;
