@NullMarked
package dev.bellwether.operator.reconcile;

import org.jspecify.annotations.NullMarked;
