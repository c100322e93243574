package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;

/**
 * A time that comes again, as Alertmanager has it: every list that is not empty must hold.
 *
 * @param times parts of the day
 * @param weekdays days of the week, for instance {@code monday:friday}
 * @param daysOfMonth days of the month, from the end where they are negative
 * @param months months by name or number
 * @param years years
 * @param dates days of the calendar
 * @param holidays days of the calendar that are left out
 * @param location the time zone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TimeInterval(
        @Size(max = 64) @Description("Parts of the day; the whole day where it is empty.")
        List<TimeRange> times,

        @Size(max = 64) @Description("Days of the week, for instance monday:friday.")
        List<@Form(TextForm.WEEKDAYS) String> weekdays,

        @Size(max = 64)
        @Description("Days of the month, in quotes, for instance \"1:5\"; from the end where they are negative.")
        List<@Form(TextForm.NUMBERS) String> daysOfMonth,

        @Size(max = 64) @Description("Months by name or number, in quotes, for instance may:august.")
        List<@Form(TextForm.MONTHS) String> months,

        @Size(max = 64) @Description("Years, in quotes, for instance \"2026:2027\".")
        List<@Form(TextForm.NUMBERS) String> years,

        @Size(max = 366) @Description("Days of the calendar, in quotes, for instance \"2026-12-24\".")
        List<@Form(TextForm.DATE) String> dates,

        @Size(max = 366) @Description("Days of the calendar that are left out, in quotes.")
        List<@Form(TextForm.DATE) String> holidays,

        @Form(TextForm.LINE) @Description("The time zone, for instance Europe/Berlin.")
        String location) {
    public TimeInterval {
        times = Absent.asEmpty(times);
        weekdays = Absent.asEmpty(weekdays);
        daysOfMonth = Absent.asEmpty(daysOfMonth);
        months = Absent.asEmpty(months);
        years = Absent.asEmpty(years);
        dates = Absent.asEmpty(dates);
        holidays = Absent.asEmpty(holidays);
        location = Objects.requireNonNullElse(location, "UTC");
    }

    /**
     * A part of the day.
     *
     * @param startTime its begin, for instance {@code 09:00}
     * @param endTime its end, up to {@code 24:00}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "self.startTime < self.endTime",
            message = "endTime is not later than startTime; write two parts for a time over midnight")
    public record TimeRange(
            @Required @Form(TextForm.TIME_OF_DAY) @Description("Begin of the part, for instance 09:00.")
            String startTime,

            @Required @Form(TextForm.TIME_OF_DAY) @Description("End of the part, for instance 17:30; up to 24:00.")
            String endTime) {
        public TimeRange {
            startTime = Absent.asEmpty(startTime);
            endTime = Absent.asEmpty(endTime);
        }
    }
}
