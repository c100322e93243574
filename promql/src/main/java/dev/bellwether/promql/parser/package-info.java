/**
 * The reader of PromQL: text in, checked syntax tree out.
 *
 * <p>Start reading at {@link dev.bellwether.promql.parser.PromqlParser}. A hand-written {@code Lexer} cuts the text into
 * tokens, {@code ExpressionParser} climbs the precedences, {@code TypeChecker} refuses what has the wrong type. Follows
 * the grammar and the messages of Prometheus 3.
 */
@NullMarked
package dev.bellwether.promql.parser;

import org.jspecify.annotations.NullMarked;
