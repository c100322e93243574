package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.functions.RangeOutput;
import dev.bellwether.promql.functions.SmoothedValue;
import dev.bellwether.promql.functions.Window;
import org.jspecify.annotations.Nullable;

/** An instant selector with {@code smoothed}: values between two samples are interpolated. */
final class SmoothedSelector {
    private final QueryContext context;
    private final Window window;
    private final RangeOutput output;

    SmoothedSelector(QueryContext context, Span span) {
        this.context = context;
        this.window = new Window(RangeKind.SMOOTHED, 0, span);
        this.output = new RangeOutput(context.annotations());
    }

    @Nullable
    Column column(Labels labels, SampleBuffer buffer, SelectorEvaluation.Times times, Steps steps) {
        WindowSource.fill(window, labels, buffer);
        ColumnWriter writer = new ColumnWriter(steps.count());
        for (int step = 0; step < steps.count(); step++) {
            window.moveTo(times.at(step), context.lookbackMillis(), context.lookbackMillis(), steps.time(step));
            output.clear();
            SmoothedValue.evaluate(window, output);
            writer.write(step, output);
        }
        return writer.column(labels, false, context);
    }
}
