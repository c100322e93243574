/** HTTP to receivers: addresses that are allowed, requests, answers and what they mean. */
@NullMarked
package dev.bellwether.alert.notify.http;

import org.jspecify.annotations.NullMarked;
