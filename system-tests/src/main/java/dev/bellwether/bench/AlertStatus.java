package dev.bellwether.bench;

/**
 * How far an {@link AlertProcess} has come.
 *
 * @param evaluations of rules since it began
 * @param rules in force whose windows are filled
 * @param alerts pending or firing
 * @param failing rules whose last evaluation failed
 */
record AlertStatus(long evaluations, long rules, long alerts, long failing) {
    String line() {
        return evaluations + " " + rules + " " + alerts + " " + failing;
    }

    static AlertStatus parse(String line) {
        String[] words = line.split(" ");
        return new AlertStatus(
                Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }
}
