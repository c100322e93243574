@org.jspecify.annotations.NullMarked
package dev.bellwether.alert.notify.core;
