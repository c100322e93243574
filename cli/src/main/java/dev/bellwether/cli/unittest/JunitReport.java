package dev.bellwether.cli.unittest;

import java.util.ArrayList;
import java.util.List;

/** Results of tests as JUnit's XML, which build servers read. Not safe for use by many threads. */
final class JunitReport {
    private final List<Suite> suites = new ArrayList<>();

    /** One test; nothing failed where it passed. */
    private record Case(String name, List<String> failures) {}

    private record Suite(String name, List<Case> cases) {}

    /** Begins the results of a file. */
    void suite(String name) {
        suites.add(new Suite(name, new ArrayList<>()));
    }

    /** Adds the result of a test to the last file. */
    void test(String name, List<String> failures) {
        suites.getLast().cases().add(new Case(name, List.copyOf(failures)));
    }

    /** The document. */
    String xml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (Suite suite : suites) {
            long failed = suite.cases().stream()
                    .filter(each -> !each.failures().isEmpty())
                    .count();
            xml.append("  <testsuite name=\"")
                    .append(escaped(suite.name()))
                    .append("\" tests=\"")
                    .append(suite.cases().size())
                    .append("\" failures=\"")
                    .append(failed)
                    .append("\">\n");
            suite.cases().forEach(each -> append(each, xml));
            xml.append("  </testsuite>\n");
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void append(Case test, StringBuilder xml) {
        xml.append("    <testcase name=\"").append(escaped(test.name())).append('"');
        if (test.failures().isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n");
        for (String failure : test.failures()) {
            String first = failure.strip().lines().findFirst().orElse("");
            xml.append("      <failure message=\"")
                    .append(escaped(first))
                    .append("\">")
                    .append(escaped(failure))
                    .append("</failure>\n");
        }
        xml.append("    </testcase>\n");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.appendCodePoint(codePoint);
                default -> escaped.appendCodePoint(codePoint < 0x20 ? '?' : codePoint);
            }
        });
        return escaped.toString();
    }
}
