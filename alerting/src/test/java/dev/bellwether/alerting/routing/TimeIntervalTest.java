package dev.bellwether.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.alert.TimeInterval;
import dev.bellwether.model.alert.TimeInterval.Range;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {
    private static TimeInterval days(List<Range> weekdays, List<Range> daysOfMonth, List<Range> months) {
        return new TimeInterval(
                List.of(), weekdays, daysOfMonth, months, List.of(), List.of(), List.of(), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({
        "monday:friday, 2026-11-20T12:00:00Z, true",
        "monday:friday, 2026-11-21T12:00:00Z, false",
        "saturday, 2026-11-21T12:00:00Z, true",
        "sunday:tuesday, 2026-11-23T12:00:00Z, true",
        "sunday:tuesday, 2026-11-25T12:00:00Z, false",
    })
    void weekdaysMayGoOverTheWeeksEnd(String weekdays, Instant at, boolean within) {
        TimeInterval interval = days(List.of(TimeIntervalText.weekdays(weekdays)), List.of(), List.of());
        assertThat(interval.contains(at)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "1:5, 2026-02-05T00:00:00Z, true",
        "1:5, 2026-02-06T00:00:00Z, false",
        "-1, 2026-02-28T00:00:00Z, true",
        "-1, 2028-02-28T00:00:00Z, false",
        "-1, 2028-02-29T00:00:00Z, true",
        "-3:-1, 2026-04-28T00:00:00Z, true",
        "-3:-1, 2026-04-27T00:00:00Z, false",
        "31, 2026-04-30T00:00:00Z, false",
        "20:-1, 2026-04-30T00:00:00Z, true",
    })
    void daysOfTheMonthCountFromBothEnds(String days, Instant at, boolean within) {
        TimeInterval interval = days(List.of(), List.of(TimeIntervalText.numbers(days)), List.of());
        assertThat(interval.contains(at)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"may:august, 2026-05-01T00:00:00Z, true", "5:8, 2026-09-01T00:00:00Z, false"})
    void monthsHaveNamesAndNumbers(String months, Instant at, boolean within) {
        TimeInterval interval = days(List.of(), List.of(), List.of(TimeIntervalText.months(months)));
        assertThat(interval.contains(at)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        // Before and after the clocks are set back on 2026-10-25.
        "2026-10-23T06:59:00Z, false",
        "2026-10-23T07:00:00Z, true",
        "2026-10-26T07:30:00Z, false",
        "2026-10-26T08:00:00Z, true",
        "2026-10-26T15:59:00Z, true",
        "2026-10-26T16:00:00Z, false",
        "2026-12-25T10:00:00Z, false",
    })
    void officeHoursFollowTheTimeZoneAndStopOnHolidays(Instant at, boolean within) {
        TimeInterval office = new TimeInterval(
                List.of(TimeIntervalText.times("09:00", "17:00")),
                List.of(TimeIntervalText.weekdays("monday:friday")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(LocalDate.parse("2026-12-25")),
                ZoneId.of("Europe/Berlin"));
        assertThat(office.contains(at)).isEqualTo(within);
    }

    @Test
    void nothingSaidIsAlways() {
        assertThat(TimeInterval.ALWAYS.contains(Instant.EPOCH)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"funday|\"funday\" is unknown", "3|\"3\" is unknown", "monday:|\"\" is unknown"})
    void aBadDaySaysWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> TimeIntervalText.weekdays(text))
                .hasMessageContaining(message)
                .hasMessageContaining("monday:friday");
    }

    @ParameterizedTest
    @CsvSource({"9:00, 17:00", "09:00, 24:30", "17:00, 09:00", "09:00, 09:00"})
    void aBadTimeOfDayIsRefused(String start, String end) {
        assertThatThrownBy(() -> TimeIntervalText.times(start, end)).isInstanceOf(IllegalArgumentException.class);
    }
}
