package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;

/**
 * What was written at a binary operator.
 *
 * @param operatorSpan from the operator to the end of its modifiers
 */
record BinaryDetails(BinaryModifiers modifiers, Span operatorSpan) {}
