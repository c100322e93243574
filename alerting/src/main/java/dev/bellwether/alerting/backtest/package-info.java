/** Rules over stored data: how often one would have fired, for how long, and what people would have heard. */
@NullMarked
package dev.bellwether.alerting.backtest;

import org.jspecify.annotations.NullMarked;
