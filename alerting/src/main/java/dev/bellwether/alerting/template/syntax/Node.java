package dev.bellwether.alerting.template.syntax;

import dev.bellwether.alerting.template.syntax.Operand.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template consists of. */
public sealed interface Node {
    /** Where it begins in the template's text. */
    int position();

    /** Text that is written as it is. */
    record Text(int position, String text) implements Node {}

    /** A pipeline whose result is written, unless it declares variables. */
    record Action(int position, Pipeline pipeline) implements Node {}

    /** {@code if}. */
    record If(int position, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
        public If {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** {@code with}: as {@code if}, and the result is the data at hand in its body. */
    record With(int position, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
        public With {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** {@code range}. */
    record Range(int position, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
        public Range {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** The call of a defined template; without a pipeline it gets nothing. */
    record Call(int position, String name, @Nullable Pipeline pipeline) implements Node {}

    /** {@code break}. */
    record Break(int position) implements Node {}

    /** {@code continue}. */
    record Continue(int position) implements Node {}
}
