package dev.bellwether.alerting.template.syntax;

import dev.bellwether.model.LabelText;
import java.util.List;

/** What commands consist of. {@code toString} gives the text that Go's messages show. */
public sealed interface Operand {
    /** Where it begins in the template's text. */
    int position();

    /** {@code .}, the data at hand. */
    record Dot(int position) implements Operand {
        @Override
        public String toString() {
            return ".";
        }
    }

    /** {@code nil}. */
    record Nil(int position) implements Operand {
        @Override
        public String toString() {
            return "nil";
        }
    }

    /** {@code true} or {@code false}. */
    record BooleanConstant(int position, boolean value) implements Operand {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number.
     *
     * @param text as it is written
     * @param integer its value where it is a whole number
     * @param real its value
     * @param whole whether it can be used as an integer
     * @param floating whether it is a float where the context does not tell, as its point or exponent says
     */
    record NumberConstant(int position, String text, long integer, double real, boolean whole, boolean floating)
            implements Operand {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A text. */
    record StringConstant(int position, String value) implements Operand {
        @Override
        public String toString() {
            return LabelText.quote(value);
        }
    }

    /** {@code .name.name}, fields of the data at hand. */
    record Field(int position, List<String> names) implements Operand {
        public Field {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /**
     * {@code $name.name}: a variable and fields of it.
     *
     * @param name with its dollar
     */
    record Variable(int position, String name, List<String> names) implements Operand {
        public Variable {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return names.isEmpty() ? name : name + "." + String.join(".", names);
        }
    }

    /** A function. */
    record Identifier(int position, String name) implements Operand {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code (pipeline).name}: fields of what something gives. */
    record Chain(int position, Operand inner, List<String> names) implements Operand {
        public Chain {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            String start = inner instanceof Pipeline ? "(" + inner + ")" : inner.toString();
            return start + "." + String.join(".", names);
        }
    }

    /**
     * Commands, each given the result of the one before it.
     *
     * @param variables the variables that it declares or sets, each with its dollar
     * @param assignment whether these variables are set ({@code =}), not declared ({@code :=})
     */
    record Pipeline(int position, List<String> variables, boolean assignment, List<Command> commands)
            implements Operand {
        public Pipeline {
            variables = List.copyOf(variables);
            commands = List.copyOf(commands);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            if (!variables.isEmpty()) {
                text.append(String.join(", ", variables)).append(assignment ? " = " : " := ");
            }
            for (int i = 0; i < commands.size(); i++) {
                text.append(i == 0 ? "" : " | ").append(commands.get(i));
            }
            return text.toString();
        }
    }

    /** A function, method or value and what it is given. */
    record Command(int position, List<Operand> operands) {
        public Command {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (Operand operand : operands) {
                text.append(text.isEmpty() ? "" : " ");
                text.append(operand instanceof Pipeline ? "(" + operand + ")" : operand.toString());
            }
            return text.toString();
        }
    }
}
