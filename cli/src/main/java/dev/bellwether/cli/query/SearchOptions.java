package dev.bellwether.cli.query;

import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The range of time and the limit of a search for series and labels. */
final class SearchOptions {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    @Option(names = "--start", paramLabel = "TIME", description = "first time (default an hour before the end)")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "last time (default now)")
    private @Nullable String end;

    @Option(names = "--limit", paramLabel = "N", description = "the most that are listed (default: no bound)")
    private int limit;

    /** The parameters of the request. */
    List<Map.Entry<String, String>> parameters(CommandContext context, List<String> selectors) {
        Instant now = context.clock().instant();
        Instant last = QueryOptions.time("--end", end, now, now);
        Instant first = QueryOptions.time("--start", start, last.minus(DEFAULT_RANGE), now);
        if (last.isBefore(first)) {
            throw CommandFailure.wrongUsage("--end (" + last + ") is before --start (" + first + ")");
        }
        if (limit < 0) {
            throw CommandFailure.wrongUsage("--limit is " + limit + ", at least 0 is needed");
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        selectors.forEach(selector -> parameters.add(Map.entry("match[]", selector)));
        parameters.add(Map.entry("start", TimeText.seconds(first)));
        parameters.add(Map.entry("end", TimeText.seconds(last)));
        if (limit > 0) {
            parameters.add(Map.entry("limit", Integer.toString(limit)));
        }
        return parameters;
    }
}
