/** What people read: titles, texts and the ways to mark them up. */
@NullMarked
package dev.bellwether.alert.notify.text;

import org.jspecify.annotations.NullMarked;
