/** E-mail over SMTP. */
@NullMarked
package dev.bellwether.alert.notify.email;

import org.jspecify.annotations.NullMarked;
