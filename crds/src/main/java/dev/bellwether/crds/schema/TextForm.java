package dev.bellwether.crds.schema;

/** A form of texts, with the rule by which the API server knows it and what it says of a text that has it not. */
public enum TextForm {
    /** Prometheus's durations: units from years to milliseconds, in that order; zero needs no unit. */
    DURATION(
            64,
            "self == '0' || (size(self) > 0 && self.matches('^([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$'))",
            "is not a duration; write for example 30s, 5m, 1h30m or 7d, with the units y, w, d, h, m, s, ms in this order"),
    /** A duration that is not zero. */
    POSITIVE_DURATION(
            64,
            "self.matches('^([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$') && self.matches('[1-9]')",
            "is not a duration longer than zero; write for example 30s, 5m, 1h30m or 7d, with the units y, w, d, h, m, s, ms in this order"),
    /** A matcher of a label. */
    MATCHER(
            4096,
            "self.matches('^\\\\s*[a-zA-Z_][a-zA-Z0-9_]*\\\\s*(=~|!~|!=|=)')",
            "is not a matcher; write for example severity=\"critical\" or job=~\"node|kube.*\", with one of = != =~ !~"),
    /** Kubernetes's quantities of bytes. */
    QUANTITY(
            32,
            "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
            "is not a quantity above zero; write for example 512Mi, 10Gi or 1Ti"),
    /** A name that can be a part of a host's name. */
    LABEL_NAME_DNS(
            63,
            "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            "is not a name; lower-case letters, digits and '-' are allowed, with a letter or digit at both ends"),
    /** The name of an object. */
    OBJECT_NAME(
            253,
            "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            "is not the name of an object; lower-case letters, digits, '-' and '.' are allowed, with a letter or digit at both ends"),
    /** An object's name, with its namespace and a slash before it where it is in another one. */
    QUALIFIED_NAME(
            317,
            "self.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9A-Z]([-a-z0-9A-Z_.]*[a-z0-9A-Z])?$')",
            "is not the name of an object; write its name, or namespace/name for one of another namespace"),
    /** A key of a Secret or a ConfigMap. */
    DATA_KEY(
            253,
            "self.matches('^[-._a-zA-Z0-9]+$')",
            "is not a key of a Secret; letters, digits, '-', '_' and '.' are allowed"),
    /** An address of the web. */
    URL(
            2048,
            "self.matches('^(?i:https?)://[^/\\\\s]+')",
            "is not an address; write for example https://example.com/path"),
    /** The name of a host. */
    HOST(
            253,
            "self.matches('^[a-zA-Z0-9]([-a-zA-Z0-9._]*[a-zA-Z0-9])?$|^[0-9a-fA-F:.]+$')",
            "is not the name or the address of a host"),
    /** A list of hosts with ports. */
    BOOTSTRAP_SERVERS(
            2048,
            "self.matches('^[^\\\\s,:]+:[0-9]{1,5}(,[^\\\\s,:]+:[0-9]{1,5})*$')",
            "is not a list of brokers; write for example kafka-0.kafka:9092,kafka-1.kafka:9092"),
    /** A time of the day. */
    TIME_OF_DAY(
            5,
            "self.matches('^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$')",
            "is not a time of day; 00:00 to 24:00 are allowed"),
    /** A day of the week or a range of them. */
    WEEKDAYS(
            64,
            "self.lowerAscii().matches('^\\\\s*(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\\\s*(:\\\\s*(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\\\s*)?$')",
            "is not a day of the week; write for example monday or monday:friday"),
    /** A month, by name or number, or a range of them. */
    MONTHS(
            64,
            "self.lowerAscii().matches('^\\\\s*([0-9]{1,2}|january|february|march|april|may|june|july|august|september|october|november|december)\\\\s*(:\\\\s*([0-9]{1,2}|january|february|march|april|may|june|july|august|september|october|november|december)\\\\s*)?$')",
            "is not a month; write for example 5, may or may:august"),
    /** A number or a range of them, from the end where it is negative. */
    NUMBERS(
            32,
            "self.matches('^\\\\s*-?[0-9]{1,4}\\\\s*(:\\\\s*-?[0-9]{1,4}\\\\s*)?$')",
            "is not a number; write for example 5, 1:5 or -3:-1"),
    /** A day of the calendar. */
    DATE(10, "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')", "is not a date; write for example 2026-12-24"),
    /** An e-mail address. */
    MAIL_ADDRESS(320, "self.matches('.@.')", "is not an e-mail address; write for example on-call@example.com"),
    /** An instant with its offset from UTC. */
    TIME(
            64,
            "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[-+][0-9]{2}:[0-9]{2})$')",
            "is not a time; write for example 2026-12-24T18:00:00Z or 2026-12-24T19:00:00+01:00"),
    /** A chat of Telegram. */
    CHAT(
            128,
            "self.matches('^(-?[0-9]{1,19}|@[A-Za-z0-9_]+)$')",
            "is not a chat; its number or @name of a channel is needed"),
    /** The names of severities that mean something. */
    SEVERITY(
            32,
            "self.lowerAscii() in ['none', 'info', 'information', 'informational', 'debug', 'low', 'p4', 'p5', 'warning', 'warn', 'medium', 'p3', 'error', 'major', 'high', 'p2', 'critical', 'page', 'emergency', 'fatal', 'disaster', 'p1']",
            "is not a severity; none, info, warning, error and critical are allowed"),
    /** The name of an image. */
    IMAGE(
            512,
            "self.matches('^[a-z0-9][-a-zA-Z0-9._/:]*(@sha256:[0-9a-f]{64})?$')",
            "is not the name of an image; write for example registry.example.com/bellwether-query:0.1.0"),
    /** The name of a database. */
    DATABASE_NAME(
            63,
            "self.matches('^[a-zA-Z_][-a-zA-Z0-9_]*$')",
            "is not the name of a database; letters, digits, '-' and '_' are allowed"),
    /** A namespace that leaves room for {@code -agents} behind its name. */
    NAMESPACE(
            56,
            "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            "is not the name of a namespace; lower-case letters, digits and '-' are allowed, with a letter or digit at both ends"),
    /** A number as a text. */
    NUMBER(
            32,
            "self.matches('^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?$')",
            "is not a number; write for example \"0.9\" or \"1e6\""),
    /** One line: a name, a title, a person. */
    LINE(253, "", ""),
    /** A PromQL expression. */
    EXPRESSION(65_536, "size(self.trim()) > 0", "is empty; a PromQL expression is needed"),
    /** A text of many lines, for instance a template. */
    TEXT(65_536, "", "");

    private final int maximumLength;
    private final String rule;
    private final String message;

    TextForm(int maximumLength, String rule, String message) {
        this.maximumLength = maximumLength;
        this.rule = rule;
        this.message = message;
    }

    /** The longest text allowed, in characters. */
    public int maximumLength() {
        return maximumLength;
    }

    /** The rule in CEL, over {@code self}; empty where every text of that length will do. */
    public String rule() {
        return rule;
    }

    /** What the API server says of a text that breaks the rule, after the field and the text. */
    public String message() {
        return message;
    }
}
