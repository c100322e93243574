/** Tries rules on stored data. */
@NullMarked
package dev.bellwether.cli.backtest;

import org.jspecify.annotations.NullMarked;
