package dev.bellwether.ingest.gateway;

import java.util.List;

/**
 * Who a sender is, from its credential and from nothing it says itself.
 *
 * @param name names the credential in logs; never the secret
 * @param tenant whose samples these are; empty where there is only one
 * @param agentIds which agent ids it may use; {@code *} stands for any characters
 */
record Principal(String name, String tenant, List<String> agentIds) {
    /** Who comes in over loopback where no credentials are set up. */
    static final Principal LOCAL = new Principal("local", "", List.of("*"));

    Principal {
        agentIds = List.copyOf(agentIds);
    }

    boolean mayUse(String agentId) {
        for (String pattern : agentIds) {
            if (matches(pattern, agentId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String text) {
        int textIndex = 0;
        int patternIndex = 0;
        int star = -1;
        int starText = 0;
        while (textIndex < text.length()) {
            if (patternIndex < pattern.length() && pattern.charAt(patternIndex) == '*') {
                star = patternIndex++;
                starText = textIndex;
            } else if (patternIndex < pattern.length() && pattern.charAt(patternIndex) == text.charAt(textIndex)) {
                patternIndex++;
                textIndex++;
            } else if (star >= 0) {
                patternIndex = star + 1;
                textIndex = ++starText;
            } else {
                return false;
            }
        }
        while (patternIndex < pattern.length() && pattern.charAt(patternIndex) == '*') {
            patternIndex++;
        }
        return patternIndex == pattern.length();
    }
}
