package dev.bellwether.agent.collect.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of disks as {@code /proc/mdstat} shows it, in three lines or more.
 *
 * @param state active, inactive, recovering, resyncing, reshaping or checking
 * @param required how many disks it is made of
 * @param blocks its size in blocks of 1 KiB
 * @param synced how many of them hold the same on every disk
 */
record RaidArray(
        String device, String state, long active, long required, long failed, long spare, long blocks, long synced) {
    private static final Pattern STATUS = Pattern.compile("\\[(\\d+)/(\\d+)\\] \\[[U_]+\\]");
    private static final Pattern SYNCED = Pattern.compile("\\((\\d+)/\\d+\\)");

    /**
     * Reads all arrays.
     *
     * @throws IOException where the lines of an array are not understood
     */
    static List<RaidArray> parse(List<String> lines) throws IOException {
        List<RaidArray> arrays = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("md") && lines.get(i).contains(" : ")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).isEmpty()) {
                    end++;
                }
                arrays.add(parseOne(lines.get(i), lines.subList(i + 1, end)));
            }
        }
        return arrays;
    }

    private static RaidArray parseOne(String deviceLine, List<String> details) throws IOException {
        String[] words = deviceLine.split(" +", -1);
        if (words.length < 3 || details.isEmpty()) {
            throw new IOException("mdstat: too few lines or words for \"" + deviceLine + "\"");
        }
        long blocks = firstNumber(details.getFirst());
        long active = 0;
        long required = 0;
        if (deviceLine.contains("raid0") || deviceLine.contains("linear")) {
            required = deviceLine.chars().filter(character -> character == '[').count();
            active = required;
        } else if (!words[2].equals("inactive")) {
            Matcher status = STATUS.matcher(details.getFirst());
            if (!status.find()) {
                throw new IOException("mdstat: no count of disks in \"" + details.getFirst() + "\"");
            }
            required = Long.parseLong(status.group(1));
            active = Long.parseLong(status.group(2));
        }
        String state = words[2];
        long synced = blocks;
        for (String line : details.subList(1, details.size())) {
            String activity = activity(line);
            if (!activity.isEmpty()) {
                state = activity;
                Matcher progress = SYNCED.matcher(line);
                synced = progress.find() ? Long.parseLong(progress.group(1)) : 0;
            }
        }
        return new RaidArray(
                words[0], state, active, required, count(deviceLine, "(F)"), count(deviceLine, "(S)"), blocks, synced);
    }

    private static String activity(String line) {
        if (line.contains("recovery")) {
            return "recovering";
        }
        if (line.contains("reshape")) {
            return "reshaping";
        }
        if (line.contains("check")) {
            return "checking";
        }
        return line.contains("resync") ? "resyncing" : "";
    }

    private static long firstNumber(String line) throws IOException {
        String word = line.split(" ", 2)[0];
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IOException("mdstat: no number of blocks in \"" + line + "\"", e);
        }
    }

    private static long count(String line, String flag) {
        long count = 0;
        for (int at = line.indexOf(flag); at >= 0; at = line.indexOf(flag, at + 1)) {
            count++;
        }
        return count;
    }
}
