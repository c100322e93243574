package dev.bellwether.cli.unittest;

import java.util.List;
import java.util.function.Supplier;

/**
 * A test that can be run.
 *
 * @param name may be empty
 * @param failures runs it and says what failed, nothing where it passed
 */
record NamedTest(String name, Supplier<List<String>> failures) {}
