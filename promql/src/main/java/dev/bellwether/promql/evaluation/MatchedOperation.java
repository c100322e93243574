package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import dev.bellwether.promql.functions.FloatOperation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparison between vectors whose elements are matched one to one or many to one.
 *
 * <p>With {@code group_right} the sides are swapped first, so that the "many" side is always the same; what
 * {@code fill_left} and {@code fill_right} name stays where it is, as in Prometheus.
 */
final class MatchedOperation {
    private final Expression.Binary binary;
    private final VectorMatching matching;
    private final QueryContext context;
    private final int steps;
    private final MatchingSignature signature;
    private final ElementOperation operation;
    private final boolean swapped;
    private final boolean oneToOne;
    private final ColumnsBuilder results;

    MatchedOperation(Expression.Binary binary, VectorMatching matching, QueryContext context, int steps) {
        this.binary = binary;
        this.matching = matching;
        this.context = context;
        this.steps = steps;
        this.signature = new MatchingSignature(matching);
        this.operation = new ElementOperation(binary.operator(), context.annotations(), binary.span());
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
        this.results = new ColumnsBuilder(16);
    }

    /** The elements of both sides that share a signature, and at which steps what has been matched. */
    private static final class Group {
        private final List<Column> ones = new ArrayList<>(1);
        private int manyCount;
        private final BitSet matched = new BitSet();
        private final Map<Labels, BitSet> resultSteps = new HashMap<>();
    }

    List<Column> apply(List<Column> left, List<Column> right) {
        List<Column> many = swapped ? right : left;
        List<Column> one = swapped ? left : right;
        Double fillOne = matching.fillRight();
        Double fillMany = matching.fillLeft();
        if (fillOne == null && fillMany == null && (many.isEmpty() || one.isEmpty())) {
            return new ArrayList<>();
        }
        Map<Labels, Group> groups = grouped(many, one);
        requireUniqueOnes(groups, many, one, fillOne != null || fillMany != null);
        for (Column column : many) {
            context.checkRunning();
            Labels key = signature.of(column.labels());
            Group group = groups.get(key);
            if (group == null) {
                continue;
            }
            for (Column partner : group.ones) {
                combine(column, partner, group);
            }
            if (fillOne != null) {
                combine(column, filled(key, fillOne, absentSteps(group.ones)), group);
            }
        }
        if (fillMany != null) {
            for (Column partner : one) {
                Labels key = signature.of(partner.labels());
                Group group = groups.get(key);
                if (group != null) {
                    BitSet unmatched = (BitSet) group.matched.clone();
                    unmatched.flip(0, steps);
                    combine(filled(key, fillMany, unmatched), partner, group);
                }
            }
        }
        return results.build();
    }

    private Map<Labels, Group> grouped(List<Column> many, List<Column> one) {
        Map<Labels, Group> groups = LinkedHashMap.newLinkedHashMap(one.size());
        for (Column column : one) {
            groups.computeIfAbsent(signature.of(column.labels()), key -> new Group())
                    .ones
                    .add(column);
        }
        for (Column column : many) {
            Labels key = signature.of(column.labels());
            Group group = matching.fillRight() == null
                    ? groups.get(key)
                    : groups.computeIfAbsent(key, missing -> new Group());
            if (group != null) {
                group.manyCount++;
            }
        }
        return groups;
    }

    private void requireUniqueOnes(Map<Labels, Group> groups, List<Column> many, List<Column> one, boolean hasFill) {
        BitSet evaluated = null;
        for (Group group : groups.values()) {
            if (group.ones.size() < 2) {
                continue;
            }
            if (evaluated == null) {
                evaluated = presentSteps(many);
                if (hasFill) {
                    evaluated.or(presentSteps(one));
                }
            }
            for (int step = evaluated.nextSetBit(0); step >= 0; step = evaluated.nextSetBit(step + 1)) {
                requireUniqueOne(group, step);
            }
        }
    }

    private void requireUniqueOne(Group group, int step) {
        Column found = null;
        for (Column column : group.ones) {
            if (!column.isPresent(step)) {
                continue;
            }
            if (found != null) {
                String first = SeriesText.of(found.labels());
                String second = SeriesText.of(column.labels());
                String smaller = first.compareTo(second) <= 0 ? first : second;
                String larger = first.compareTo(second) <= 0 ? second : first;
                throw QueryException.execution("found duplicate series for the match group "
                        + SeriesText.of(signature.of(column.labels())) + " on the " + (swapped ? "left" : "right")
                        + " hand-side of the operation: [" + smaller + ", " + larger
                        + "];many-to-many matching not allowed: matching labels must be unique on one side");
            }
            found = column;
        }
    }

    private BitSet presentSteps(List<Column> columns) {
        BitSet present = new BitSet(steps);
        for (Column column : columns) {
            context.work(steps);
            for (int step = present.nextClearBit(0); step < steps; step = present.nextClearBit(step + 1)) {
                if (column.isPresent(step)) {
                    present.set(step);
                }
            }
        }
        return present;
    }

    private BitSet absentSteps(List<Column> columns) {
        BitSet absent = presentSteps(columns);
        absent.flip(0, steps);
        return absent;
    }

    private Column filled(Labels labels, double value, BitSet wanted) {
        double[] values = Column.absent(steps);
        for (int step = wanted.nextSetBit(0); step >= 0; step = wanted.nextSetBit(step + 1)) {
            values[step] = value;
        }
        return new Column(labels, false, values);
    }

    private void combine(Column many, Column one, Group group) {
        Labels labels = resultLabels(many.labels(), one.labels());
        // Where only two series share the signature nothing can be matched twice.
        boolean mayClash = group.manyCount > 1 || matching.fillLeft() != null;
        ColumnWriter writer = new ColumnWriter(steps);
        double[] manyValues = many.values();
        double[] oneValues = one.values();
        context.work(steps);
        boolean floats = many.histograms() == null && one.histograms() == null;
        for (int step = 0; step < steps; step++) {
            boolean both = floats
                    ? !SpecialValues.isAbsent(manyValues[step]) && !SpecialValues.isAbsent(oneValues[step])
                    : many.isPresent(step) && one.isPresent(step);
            if (!both) {
                continue;
            }
            NativeHistogram manyHistogram = floats ? null : many.histogram(step);
            NativeHistogram oneHistogram = floats ? null : one.histogram(step);
            if (swapped) {
                operation.apply(oneValues[step], oneHistogram, manyValues[step], manyHistogram);
            } else {
                operation.apply(manyValues[step], manyHistogram, oneValues[step], oneHistogram);
            }
            if (operation.hasFailed()) {
                continue;
            }
            if (mayClash) {
                claim(group, labels, step);
            }
            if (binary.returnBool()) {
                writer.write(step, operation.isKept() ? 1 : 0);
            } else if (operation.isKept()) {
                write(writer, step);
            }
        }
        Column column = writer.column(labels, binary.returnBool(), context);
        if (column != null) {
            context.release(column.cost());
            results.add(column);
        }
    }

    private void write(ColumnWriter writer, int step) {
        @Nullable NativeHistogram histogram = operation.histogram();
        if (histogram == null) {
            writer.write(step, operation.value());
        } else {
            writer.write(step, histogram);
        }
    }

    private void claim(Group group, Labels labels, int step) {
        if (oneToOne) {
            if (group.matched.get(step)) {
                throw QueryException.execution("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
            }
        } else {
            BitSet claimed = group.resultSteps.computeIfAbsent(labels, key -> new BitSet());
            if (claimed.get(step)) {
                throw QueryException.execution(
                        "multiple matches for labels: grouping labels must ensure unique matches");
            }
            claimed.set(step);
        }
        group.matched.set(step);
    }

    private Labels resultLabels(Labels many, Labels one) {
        Labels labels = many;
        if (FloatOperation.changesMeaning(binary.operator()) || (binary.returnBool() && !context.delaysNameRemoval())) {
            labels = QueryContext.withoutMetadata(labels);
        }
        if (oneToOne) {
            labels = matching.on() ? labels.only(matching.labels()) : labels.without(matching.labels());
        }
        if (!matching.include().isEmpty()) {
            Labels.Builder builder = labels.toBuilder();
            for (String name : matching.include()) {
                builder.set(name, one.getOrEmpty(name));
            }
            labels = builder.build();
        }
        return labels;
    }
}
